using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Training;

public sealed class TreesLearnerTests
{
    public TreesLearnerTests() => Assert.SkipUnless(LightGbmLibrary.IsAvailable, "LightGBM's library cannot be loaded here.");

    [Fact]
    public void Fit_EverySetting_ScoresAsTheEnsembleOfThatStage()
    {
        var rows = Rows(Tables.Clouds(distance: 2, perClass: 20, classes: 3));
        var fitted = new TreesLearner([5, 20]).Fit(rows, seed: 3, TestContext.Current.CancellationToken);
        var stages = BoostedTrees.Fit(rows.Rows, rows.Labels, rows.Classes, new TreeSettings(), [5, 20], 3, TestContext.Current.CancellationToken);
        var (scores, expected) = (new double[4], new double[3]);
        for (var s = 0; s < 2; s++)
        {
            var scorer = fitted[s].CreateScorer(rows.Classes);
            foreach (var row in rows.Rows)
            {
                scorer.Score(row, scores);
                stages.At(s).Score(row, expected);
                Assert.Equal(expected, rows.Classes.Select(emotion => scores[(int)emotion]));
                Assert.Single(scores, double.NegativeInfinity);
            }
        }
    }

    [Fact]
    public void Only_OneSetting_GivesThatSettingsTrees()
    {
        var rows = Rows(Tables.Clouds(distance: 2, perClass: 20));
        var learner = new TreesLearner([5, 20]);
        var all = (TreeWeights)learner.Fit(rows, seed: 3, TestContext.Current.CancellationToken)[0];
        var alone = (TreeWeights)learner.Only(0).Fit(rows, seed: 3, TestContext.Current.CancellationToken)[0];
        Assert.Equal(["5 iterations"], learner.Only(0).Settings);
        Assert.Equal(all.Trees.Select(list => list.Select(tree => tree.Leaves)), alone.Trees.Select(list => list.Select(tree => tree.Leaves)));
    }

    [Fact]
    public void FindFlaw_SplitOnAValueThatThereIsNot_SaysSo()
    {
        var rows = Rows(Tables.Clouds(distance: 2, perClass: 20));
        var fitted = (TreeWeights)new TreesLearner([5]).Fit(rows, seed: 3, TestContext.Current.CancellationToken)[0];
        Assert.Null(fitted.FindFlaw(rows.Width, rows.Classes.Count));
        Assert.Contains("looks at feature", fitted.FindFlaw(1, rows.Classes.Count), StringComparison.Ordinal);
    }

    private static TrainingRows Rows(Data.LabelledTable table) =>
        new([.. table.Rows.Select(row => row.Features)], [.. table.Rows.Select(row => row.Label)], table.Classes);
}
