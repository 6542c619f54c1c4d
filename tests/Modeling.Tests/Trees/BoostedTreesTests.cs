using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Trees;

public sealed class BoostedTreesTests
{
    [Fact]
    public void Fit_SignsOfAProduct_LearnsWhatNoLinearModelCan()
    {
        var (training, test) = (TreeRows.SignsOfProduct(400, seed: 1), TreeRows.SignsOfProduct(400, seed: 2));
        var trees = TreeRows.Fit(training, TreeRows.Quick, 1, 150).At(0);
        Assert.True(TreeRows.Accuracy(trees, test) > 0.9);

        var (weights, bias) = LogisticRegression.Fit(TreeRows.Features(training), TreeRows.Labels(training), training.Classes, 1, 1);
        var right = test.Rows.Average(row =>
        {
            var scores = bias.Select((start, k) => start + weights[k].Zip(row.Features, (w, x) => w * x).Sum()).ToArray();
            return training.Classes[TreeRows.Top(scores)] == row.Label ? 1.0 : 0;
        });
        Assert.InRange(right, 0.35, 0.65);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fit_Clouds_TellsTheClassesApart(int classes)
    {
        var training = Tables.Clouds(distance: 3, classes: classes, perClass: 60);
        var test = Tables.Clouds(distance: 3, classes: classes, perClass: 60, seed: 6);
        var ensemble = TreeRows.Fit(training, TreeRows.Quick, 1, 60).At(0);
        Assert.Equal(classes, ensemble.ClassCount);
        Assert.Equal(60 * classes, ensemble.TreeCount);
        Assert.True(TreeRows.Accuracy(ensemble, test) > 0.9);
    }

    [Fact]
    public void Fit_Noise_IsAtChanceOnHeldOutRows()
    {
        var ensemble = TreeRows.Fit(Tables.Noise(rows: 300), TreeRows.Quick, 1, 60).At(0);
        Assert.InRange(TreeRows.Accuracy(ensemble, Tables.Noise(rows: 600, seed: 10)), 0.17, 0.33);
    }

    [Fact]
    public void Fit_LabelsWithAGap_ScoresInTheOrderOfTheClasses()
    {
        float[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { i < 20 ? -1f : 1f })];
        EmotionLabel[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? EmotionLabel.Sad : EmotionLabel.Relaxed)];
        var ensemble = Fit(rows, labels, TreeRows.Quick, 20);
        Assert.Equal(0, TreeRows.Top(TreeRows.Scores(ensemble, [-1])));
        Assert.Equal(1, TreeRows.Top(TreeRows.Scores(ensemble, [1])));
    }

    [Fact]
    public void Fit_OneConstantFeatureAlone_GivesTheSharesOfTheClasses()
    {
        float[][] rows = [.. Enumerable.Repeat(0, 40).Select(_ => new[] { 2f })];
        EmotionLabel[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 30 ? EmotionLabel.Happy : EmotionLabel.Angry)];
        var scores = TreeRows.Scores(Fit(rows, labels, TreeRows.Quick, 20), [7]);
        Assert.Equal(Math.Log(30 / 10.0), scores[0] - scores[1], 1e-5);
    }

    [Fact]
    public void Fit_ConstantFeatureAmongOthers_IsNeverSplit()
    {
        var table = Tables.Clouds(distance: 2);
        float[][] rows = [.. TreeRows.Features(table).Select(row => (float[])[.. row[..2], 0, .. row[2..]])];
        var ensemble = Fit(rows, TreeRows.Labels(table), TreeRows.Quick, 30);
        var used = ensemble.Weights.Trees.SelectMany(trees => trees).SelectMany(tree => tree.Feature).ToHashSet();
        Assert.DoesNotContain(2, used);
        Assert.Contains(6, used);
        Assert.True(used.Max() <= 6);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(39)]
    public void Fit_FewerRowsThanFourLeaves_TakesSmallerLeaves(int rows)
    {
        float[][] features = [.. Enumerable.Range(0, rows).Select(i => new[] { (float)i })];
        EmotionLabel[] labels = [.. Enumerable.Range(0, rows).Select(i => i < rows / 2 ? EmotionLabel.Happy : EmotionLabel.Sad)];
        var ensemble = Fit(features, labels, TreeRows.Quick with { LeastRowsPerLeaf = 100 }, 30);
        Assert.Equal(0, TreeRows.Top(TreeRows.Scores(ensemble, [0])));
        Assert.Equal(1, TreeRows.Top(TreeRows.Scores(ensemble, [rows - 1])));
    }

    [Fact]
    public void Fit_Settings_BoundTheTrees()
    {
        var table = Tables.Clouds(distance: 1, perClass: 50);
        var trees = TreeRows.Fit(table, TreeRows.Quick with { Leaves = 3, LeastRowsPerLeaf = 20 }, 1, 40).At(0).Weights.Trees;
        Assert.All(trees, list => Assert.All(list, tree => Assert.InRange(tree.Leaves.Length, 1, 3)));

        // In the first iteration all rows of a class weigh the same; later the library guesses the number of rows by their weight.
        Assert.All(trees, list => Assert.All(RowsPerLeaf(list[0], table), count => Assert.True(count >= 20)));
        Assert.All(trees, list => Assert.All(list.SelectMany(tree => RowsPerLeaf(tree, table)), count => Assert.True(count >= 10)));
    }

    [Fact]
    public void Fit_GreaterPenaltyOrLowerRate_GivesSmallerValues()
    {
        var table = Tables.Clouds(distance: 2);
        var plain = Spread(TreeRows.Quick);
        Assert.True(Spread(TreeRows.Quick with { L2 = 100 }) < 0.7 * plain);
        Assert.True(Spread(TreeRows.Quick with { LearningRate = 0.02 }) < 0.5 * plain);

        // Without the first tree, which holds the starting score.
        double Spread(TreeSettings settings) =>
            TreeRows.Fit(table, settings, 1, 10).At(0).Weights.Trees.Max(trees => trees.Skip(1).Max(tree => tree.Leaves.Max(Math.Abs)));
    }

    [Fact]
    public void Fit_FeatureFraction_SpreadsSplitsOverFeatures()
    {
        // One feature tells all: trees that may always choose take no other for their first split.
        var table = Tables.Clouds(distance: 4, classes: 2);
        Assert.Equal(0, OtherRoots(TreeRows.Quick));
        Assert.True(OtherRoots(TreeRows.Quick with { FeatureFraction = 0.3 }) > 5);

        int OtherRoots(TreeSettings settings) =>
            TreeRows.Fit(table, settings with { Leaves = 2 }, 1, 20).At(0).Weights.Trees[0].Count(tree => tree.Feature is [> 1]);
    }

    private static TreeEnsemble Fit(float[][] rows, EmotionLabel[] labels, TreeSettings settings, int iterations) =>
        TreeRows.Fit(rows, labels, settings, 1, iterations).At(0);

    private static int[] RowsPerLeaf(RegressionTreeWeights tree, LabelledTable table)
    {
        var counts = new int[tree.Leaves.Length];
        foreach (var row in table.Rows)
        {
            var child = tree.Feature.Length == 0 ? ~0 : 0;
            while (child >= 0) child = row.Features[tree.Feature[child]] <= tree.Threshold[child] ? tree.Left[child] : tree.Right[child];
            counts[~child]++;
        }

        return counts;
    }
}
