using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cluster.Modeling.Tests.Trees;

public sealed class TreeEnsembleTests
{
    // Class 0: x[0] <= 1 ? 10 : (x[1] <= -2 ? 20 : 30), then 100 always. Class 1: x[1] <= 0.5 ? -1 : -2.
    private static readonly TreeEnsemble ByHand = new(
        new TreeWeights
        {
            Trees =
            [
                [
                    new RegressionTreeWeights { Feature = [0, 1], Threshold = [1, -2], Left = [~0, ~1], Right = [1, ~2], Leaves = [10, 20, 30] },
                    new RegressionTreeWeights { Feature = [], Threshold = [], Left = [], Right = [], Leaves = [100] },
                ],
                [new RegressionTreeWeights { Feature = [1], Threshold = [0.5f], Left = [~0], Right = [~1], Leaves = [-1, -2] }],
            ],
        },
        featureCount: 2,
        classCount: 2);

    [Theory]
    [InlineData(1, 9, 110, -2)]
    [InlineData(1.0000001, -2, 120, -1)]
    [InlineData(2, -1.9, 130, -1)]
    [InlineData(2, 0.5, 130, -1)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, 110, -2)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, 120, -1)]
    public void Score_TreesByHand_GoesLeftUpToTheThreshold(float first, float second, double expected, double other) =>
        Assert.Equal([expected, other], TreeRows.Scores(ByHand, [first, second]));

    [Fact]
    public void Score_NaN_CountsAsZero()
    {
        Assert.Equal(TreeRows.Scores(ByHand, [0, 0]), TreeRows.Scores(ByHand, [float.NaN, float.NaN]));
        Assert.Equal([130, -1], TreeRows.Scores(ByHand, [3, float.NaN]));
        float[] row = [float.NaN, 2];
        TreeRows.Scores(ByHand, row);
        Assert.True(float.IsNaN(row[0]));
    }

    [Fact]
    public void Score_NaNInAWideRow_CountsAsZero()
    {
        var ensemble = new TreeEnsemble(
            new TreeWeights { Trees = [[new RegressionTreeWeights { Feature = [2999], Threshold = [-1], Left = [~0], Right = [~1], Leaves = [1, 2] }]] }, 3000, 1);
        var row = new float[3000];
        row[2999] = float.NaN;
        Assert.Equal([2], TreeRows.Scores(ensemble, row));
    }

    [Fact]
    public void Score_WrongLengths_SayWhatWasExpected()
    {
        Assert.Contains("Expected 2 values, got 3", Assert.Throws<ArgumentException>(() => ByHand.Score(new float[3], new double[2])).Message, StringComparison.Ordinal);
        Assert.Contains("room for 2 scores, got 1", Assert.Throws<ArgumentException>(() => ByHand.Score(new float[2], new double[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ByHand.ScoreRows(new float[5], new double[4]));
        Assert.Throws<ArgumentException>(() => ByHand.ScoreRows(new float[4], new double[3]));
    }

    [Fact]
    public void ScoreRows_ManyRows_IsEachRowsScore()
    {
        var ensemble = TreeRows.Fit(Tables.Clouds(distance: 1), TreeRows.Quick, 1, 50).At(0);
        var rows = RandomRows(137, 6, seed: 4);
        rows[50][2] = float.NaN;
        var scores = new double[137 * 4];
        ensemble.ScoreRows(rows.SelectMany(row => row).ToArray(), scores);
        for (var i = 0; i < rows.Length; i++) Assert.Equal(TreeRows.Scores(ensemble, rows[i]), scores[(i * 4)..((i * 4) + 4)]);
    }

    [Fact]
    public void Score_Rows_AllocatesNothing()
    {
        var ensemble = TreeRows.Fit(Tables.Clouds(distance: 1), TreeRows.Quick, 1, 50).At(0);
        var (rows, scores) = (RandomRows(100, 6, seed: 4).SelectMany(row => row).ToArray(), new double[400]);
        rows[7] = float.NaN;
        ensemble.ScoreRows(rows, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ensemble.ScoreRows(rows, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0.4)]
    [InlineData(4, 0.4)]
    public void Score_TrainedTrees_EqualsMlNet(int classes, double fraction)
    {
        // ML.NET shows probabilities: their logarithms differ by what the raw scores differ.
        var table = Tables.Clouds(distance: 0.7, classes: classes, perClass: 60);
        var settings = TreeRows.Quick with { Leaves = 12, FeatureFraction = fraction };
        var ensemble = TreeRows.Fit(table, settings, 5, 80).At(0);
        var training = new LightGbmTraining(TreeRows.Features(table), TreeRows.Labels(table), table.Classes, settings, 5);
        var model = training.Fit(80);

        var rows = RandomRows(1000, 6, seed: 8);
        var context = new MLContext(1);
        var unlabelled = new LightGbmTraining(rows, [.. rows.Select(_ => table.Classes[0])], table.Classes, settings, 5).Load(context);
        var expected = model.Transform(unlabelled).GetColumn<float[]>("Score").ToList();
        for (var i = 0; i < rows.Length; i++)
        {
            var scores = TreeRows.Scores(ensemble, rows[i]);
            for (var k = 1; k < classes; k++) Assert.Equal(Math.Log(expected[i][k]) - Math.Log(expected[i][0]), scores[k] - scores[0], 1e-5);
            Softmax.Apply(scores, 1);
            for (var k = 0; k < classes; k++) Assert.Equal(expected[i][k], scores[k], 1e-6);
        }
    }

    private static float[][] RandomRows(int count, int width, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)(2 * Tables.Gauss(random))).ToArray())];
    }
}
