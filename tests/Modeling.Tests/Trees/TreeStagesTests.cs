using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Trees;

public sealed class TreeStagesTests
{
    private static readonly LabelledTable Clouds = Tables.Clouds(distance: 1.5, perClass: 40);

    // Far apart, with leaves of at least a third of the rows: soon a class cannot be split any more, and later all.
    private static readonly LabelledTable Separated = Tables.Clouds(distance: 50, perClass: 12, classes: 3);

    public static TheoryData<string, double> Cases => new() { { "clouds", 1 }, { "clouds", 0.3 }, { "separated", 1 }, { "separated", 0.3 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_EveryStage_IsTheTrainingOfSoManyIterations(string table, double fraction)
    {
        var rows = table == "clouds" ? Clouds : Separated;
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
        var rows = table == "clouds" ? Clouds : Separated;
        var stages = TreeRows.Fit(rows, Settings(table, fraction), 3, 1, 5, 20, 60, 150, 400);
        var classes = rows.Classes.Count;
        var scores = new double[6 * classes];
        foreach (var features in TreeRows.Features(rows).Append([1, float.NaN, 3, float.NaN, 0, 2]))
        {
            stages.Score(features, scores);
            for (var stage = 0; stage < 6; stage++)
                Assert.Equal(TreeRows.Scores(stages.At(stage), features), scores[(stage * classes)..((stage + 1) * classes)]);
        }
    }

    [Fact]
    public void Fit_SeparatedClasses_LeavesOutTreesThatCouldNotBeSplit()
    {
        // Else the cases above would not show that the stages survive it.
        var counts = TreeRows.Fit(Separated, Settings("separated", 0.3), 3, 400).At(0).Weights.Trees.Select(trees => trees.Length).ToArray();
        Assert.All(counts, count => Assert.InRange(count, 1, 399));
        Assert.True(counts.Distinct().Count() > 1);
    }

    [Fact]
    public void Score_WrongLengths_Throw()
    {
        var stages = TreeRows.Fit(Clouds, TreeRows.Quick, 3, 1, 5);
        Assert.Throws<ArgumentException>(() => stages.Score(new float[5], new double[8]));
        Assert.Throws<ArgumentException>(() => stages.Score(new float[6], new double[4]));
    }

    private static TreeSettings Settings(string table, double fraction) =>
        TreeRows.Quick with { FeatureFraction = fraction, L2 = table == "clouds" ? 1 : 0, LearningRate = table == "clouds" ? 0.1 : 0.5 };
}
