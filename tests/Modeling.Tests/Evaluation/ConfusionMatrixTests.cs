using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    private static ConfusionMatrix Sample()
    {
        // happy 3 right, 1 taken for sad; sad 1 right, 1 taken for happy; angry 2 right.
        var matrix = new ConfusionMatrix();
        matrix.Add(EmotionLabel.Happy, EmotionLabel.Happy, 3);
        matrix.Add(EmotionLabel.Happy, EmotionLabel.Sad);
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Sad);
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Happy);
        matrix.Add(EmotionLabel.Angry, EmotionLabel.Angry, 2);
        return matrix;
    }

    [Fact]
    public void F1_Sample_EqualsHandComputation()
    {
        var matrix = Sample();
        Assert.Equal(6.0 / 8, matrix.F1(EmotionLabel.Happy), 12);
        Assert.Equal(2.0 / 4, matrix.F1(EmotionLabel.Sad), 12);
        Assert.Equal(1.0, matrix.F1(EmotionLabel.Angry), 12);
        Assert.Equal(0.0, matrix.F1(EmotionLabel.Relaxed), 12);
    }

    [Fact]
    public void MacroF1_ClassThatDoesNotOccur_IsLeftOut() => Assert.Equal((0.75 + 0.5 + 1) / 3, Sample().MacroF1, 12);

    [Fact]
    public void Accuracy_Sample_IsTheDiagonalsShare() => Assert.Equal(6.0 / 8, Sample().Accuracy, 12);

    [Fact]
    public void PrecisionAndRecall_Sample_EqualHandComputation()
    {
        Assert.Equal(3.0 / 4, Sample().Precision(EmotionLabel.Happy), 12);
        Assert.Equal(3.0 / 4, Sample().Recall(EmotionLabel.Happy), 12);
        Assert.Equal(1.0 / 2, Sample().Precision(EmotionLabel.Sad), 12);
        Assert.Equal(0.0, Sample().Recall(EmotionLabel.Relaxed), 12);
    }

    [Fact]
    public void Of_Ties_GoToTheLowerNumber()
    {
        var matrix = ConfusionMatrix.Of([0.1, 0.4, 0.4, 0.1], [EmotionLabel.Angry]);
        Assert.Equal(1, matrix[EmotionLabel.Angry, EmotionLabel.Sad]);
    }

    [Fact]
    public void Empty_Figures_AreZero()
    {
        var matrix = new ConfusionMatrix();
        Assert.Equal(0, matrix.Accuracy);
        Assert.Equal(0, matrix.MacroF1);
    }
}
