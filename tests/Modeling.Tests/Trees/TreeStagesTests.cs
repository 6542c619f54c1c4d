using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Trees;

public sealed class TreeStagesTests
{
    private static readonly LabelledTable Clouds = Tables.Clouds(distance: 1.5, perClass: 40);

    // Far apart: after some iterations a class cannot be split any more, and later none.
    private static readonly LabelledTable Separated = Tables.Clouds(distance: 50, perClass: 12, classes: 3);

    // Five features tell the class, the last two tell nothing: a tree that may look at one of them alone cannot be split, the next one can.
    private static readonly LabelledTable Halved = new("test-v1", Tables.Names(7), [.. Enumerable.Range(0, 60).Select(i =>
        new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(i / 20), [i / 20, i / 20, i / 20, i / 20, i / 20, i % 2, i / 2 % 2]))]);

    public static TheoryData<string, double> Cases => new() { { "clouds", 1 }, { "clouds", 0.3 }, { "separated", 1 }, { "separated", 0.3 }, { "halved", 0.15 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_EveryStage_IsTheTrainingOfSoManyIterations(string table, double fraction)
    {
        var rows = Table(table);
        var settings = Settings(table, fraction);
        var stages = TreeRows.Fit(rows, settings, 3, 1, 5, 20, 60, 150, 400);
        for (var stage = 0; stage < stages.Iterations.Count; stage++)
        {
            var alone = TreeRows.Fit(rows, settings, 3, stages.Iterations[stage]).At(0);
            Assert.Equal(TreeRows.Bytes(alone), TreeRows.Bytes(stages.At(stage)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Score_EveryStage_IsBitForBitTheEnsembles(string table, double fraction)
    {
        var rows = Table(table);
        var stages = TreeRows.Fit(rows, Settings(table, fraction), 3, 1, 5, 20, 60, 150, 400);
        var classes = rows.Classes.Count;
        var scores = new double[6 * classes];
        foreach (var features in TreeRows.Features(rows).Append([.. Enumerable.Range(0, rows.FeatureNames.Count).Select(j => j % 2 == 0 ? j : float.NaN)]))
        {
            stages.Score(features, scores);
            for (var stage = 0; stage < 6; stage++)
                Assert.Equal(TreeRows.Scores(stages.At(stage), features), scores[(stage * classes)..((stage + 1) * classes)]);
        }
    }

    [Theory]
    [InlineData("separated", 0.3)]
    [InlineData("halved", 0.15)]
    public void Fit_ClassesThatCannotAlwaysBeSplit_HaveFewerTrees(string table, double fraction)
    {
        // Else the cases above would not show that the stages survive it.
        var trees = TreeRows.Fit(Table(table), Settings(table, fraction), 3, 400).At(0).Weights.Trees;
        Assert.All(trees, list => Assert.InRange(list.Length, 1, 399));
        Assert.True(trees.Select(list => list.Length).Distinct().Count() > 1);
    }

    [Fact]
    public void Score_WrongLengths_Throw()
    {
        var stages = TreeRows.Fit(Clouds, TreeRows.Quick, 3, 1, 5);
        Assert.Throws<ArgumentException>(() => stages.Score(new float[5], new double[8]));
        Assert.Throws<ArgumentException>(() => stages.Score(new float[6], new double[4]));
    }

    private static LabelledTable Table(string name) => name switch { "clouds" => Clouds, "separated" => Separated, _ => Halved };

    private static TreeSettings Settings(string table, double fraction) =>
        TreeRows.Quick with { FeatureFraction = fraction, L2 = table == "clouds" ? 1 : 0, LearningRate = table == "separated" ? 0.5 : 0.1 };
}
