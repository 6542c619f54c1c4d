using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Featurization;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class GroupExplanationTests
{
    [Fact]
    public void Explain_Product_SplitsEvenlyAndLeavesTheDummyNothing()
    {
        var classifier = new FunctionClassifier(Tables.Names(3), row => row[0] * row[1]);
        var explanation = Singles(classifier, [[0, 0, 5], [1, 1, 7]]).ExplainRow([2, 2, 9]);
        Assert.Equal(ExplanationAlgorithm.GroupShapley, explanation.Algorithm);
        Assert.Equal(0.5, explanation.Difference.Base, 1e-9);
        Assert.Equal(4, explanation.Difference.Output, 1e-9);
        Assert.Equal(1.75, Group(explanation, "f0").Contribution, 1e-9);
        Assert.Equal(1.75, Group(explanation, "f1").Contribution, 1e-9);
        Assert.Equal(0, Group(explanation, "f2").Contribution, 1e-12);
        Explaining.AssertAddsUp(explanation, 1e-9);
    }

    [Fact]
    public void Explain_ClassNeverTrained_HasNoExplanation()
    {
        var explanation = Singles(new FunctionClassifier(Tables.Names(2), row => row[0]), [[0, 0]]).ExplainRow([-1, 0]);
        Assert.Equal((EmotionLabel.Sad, EmotionLabel.Happy), (explanation.Top, explanation.RunnerUp));
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Sad], explanation.Classes.Select(output => output.Emotion!.Value));
        Assert.All(explanation.Groups, group => Assert.Equal(2, group.ByClass.Count));
        Assert.All(explanation.Classes, output => Assert.Equal(ExplainedQuantity.ClassProbability, output.Quantity));
        Assert.Equal(explanation.Probabilities.Happy, explanation.Classes[0].Output, 1e-12);
    }

    [Fact]
    public void Explain_MissingValue_IsMissingForTheModelToo()
    {
        // Missing counts 3; the background's values 0.
        var classifier = new FunctionClassifier(Tables.Names(2), row => (float.IsNaN(row[0]) ? 3 : row[0]) + row[1]);
        var explanation = Singles(classifier, [[0, 0]]).ExplainRow([float.NaN, 1]);
        Assert.Equal(3, Group(explanation, "f0").Contribution, 1e-9);
        Assert.Equal((1, 0), (Group(explanation, "f0").Missing, Group(explanation, "f1").Missing));
    }

    [Fact]
    public void Explain_Groups_AreExplainedAsWholes()
    {
        var grouping = new FeatureGrouping(["first", "second"], [1, 0, 1, 0]);
        var classifier = new FunctionClassifier(Tables.Names(4), row => (2 * row[0] * row[2]) + row[1] - row[3]);
        var explainer = new ModelExplainer(classifier, new ExplanationBackground([[0, 0, 0, 0], [0, 1, 0, 1]]), grouping: grouping);
        var explanation = explainer.ExplainRow([1, 5, 1, 2]);
        Assert.Equal(["first", "second"], explanation.Groups.Select(group => group.Name));
        Assert.Equal([3.0, 2.0], explanation.Groups.Select(group => Math.Round(group.Contribution, 9)));
        Assert.Equal([2, 2], explanation.Groups.Select(group => group.Features));

        // The prediction itself, three coalitions of two rows, the row; the background's row and four features that join, 32 times.
        Assert.Equal(1 + (3 * 2) + 1 + (32 * 5), explanation.Evaluations);
        Assert.Equal(2, explanation.BackgroundRows);
    }

    [Fact]
    public void Explain_PatchOfLogMel_HasThreeGroups()
    {
        var schema = FeatureSchema.Find("logmel-v1")!;
        var loudBelow = new FunctionClassifier(schema.Names, row => (row[..1024].Average() + 50) / 5);
        var random = new Random(1);
        var background = new ExplanationBackground([.. Enumerable.Range(0, 4).Select(_ => Row(-60))]);
        var explanation = new ModelExplainer(loudBelow, background).ExplainRow(Row(-40));
        Assert.Equal("low", explanation.Groups[0].Name);
        Assert.Equal(4, explanation.Groups[0].Contribution, 0.05);
        Assert.All(explanation.Groups.Skip(1), group => Assert.Equal(0, group.Contribution, 1e-6));
        Assert.Equal(1 + (7 * 4) + 1, explanation.Evaluations);
        Assert.Empty(explanation.Features);
        Assert.Null(explanation.Seed);

        float[] Row(double level) => [.. Enumerable.Range(0, schema.Length).Select(_ => (float)(level + random.NextDouble()))];
    }

    [Fact]
    public void Explain_Cancelled_EndsBetweenCoalitions()
    {
        using var cancellation = new CancellationTokenSource();
        var evaluated = 0;
        var classifier = new FunctionClassifier(Tables.Names(3), row =>
        {
            if (++evaluated == 4) cancellation.Cancel();
            return row[0];
        });
        var explainer = Singles(classifier, [[0, 0, 0], [1, 1, 1]]);
        Assert.Throws<OperationCanceledException>(() => explainer.Explain([1, 2, 3], ExplanationMethod.Shap, cancellation.Token));
        Assert.Equal(5, evaluated);
    }

    private static ModelExplainer Singles(FunctionClassifier classifier, float[][] background) =>
        new(classifier, new ExplanationBackground(background), grouping: Explaining.Singles(background[0].Length));

    private static GroupContribution Group(Explanation explanation, string name) => explanation.Groups.Single(group => group.Name == name);
}
