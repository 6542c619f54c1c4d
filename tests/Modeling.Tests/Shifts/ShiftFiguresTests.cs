using Cluster.Abstractions.Emotions;
using Cluster.Shifts;

namespace Cluster.Modeling.Tests.Shifts;

public sealed class ShiftFiguresTests
{
    [Fact]
    public void Of_TwoClips_CountsDistancesAndTagsByHand()
    {
        var sure = new ShiftedClip("a", Answer([1, 10, float.NaN], EmotionLabel.Sad, 0.9, TagDecision.Tagged), Later(Answer([2, 10, 1], EmotionLabel.Angry, 0.5, TagDecision.Review)));
        var unsure = new ShiftedClip("b", Answer([1, 10, float.NaN], EmotionLabel.Sad, 0.6, TagDecision.Review), Later(Answer([4, 11, 1], EmotionLabel.Sad, 0.7, TagDecision.Review)));

        var figures = ShiftFigures.Of([sure, unsure], Shift.Later, [2, 0, 1]);

        // The second column has no deviation, the third no value as the clips are.
        Assert.Equal([1, double.NaN, double.NaN], figures.Mean);
        Assert.Equal([1.5, double.NaN, double.NaN], figures.Most);
        Assert.Equal((2, 1, 1, 1, 1), (figures.Clips, figures.OtherLabel, figures.Sure, figures.SureOtherLabel, figures.OtherDecision));
        Assert.Equal(0.25, figures.ConfidenceMove, 9);
    }

    private static Dictionary<Shift, ClipAnswer> Later(ClipAnswer answer) => new() { [Shift.Later] = answer };

    private static ClipAnswer Answer(float[] vector, EmotionLabel label, double confidence, TagDecision decision) => new(vector, new Prediction
    {
        Label = label,
        Confidence = confidence,
        Probabilities = new EmotionProbabilities(0.25, 0.25, 0.25, 0.25),
        Decision = decision,
        ModelVersion = "m",
        SchemaId = "s",
        PredictedAt = DateTimeOffset.UnixEpoch,
    });
}
