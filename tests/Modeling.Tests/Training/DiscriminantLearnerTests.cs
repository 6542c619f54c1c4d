using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class DiscriminantLearnerTests
{
    [Fact]
    public void Fit_OneFeature_EqualsTheClosedForm()
    {
        // Class means 0 and 4, variance within 1, and one feature: shrinking to the mean variance changes nothing.
        float[][] rows = [[-1], [1], [3], [5], [3], [5]];
        EmotionLabel[] labels = [EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Sad, EmotionLabel.Sad, EmotionLabel.Sad];
        var fitted = Fit(new TrainingRows(rows, labels, [EmotionLabel.Happy, EmotionLabel.Sad]));
        Assert.Equal(0, fitted.Weights[0][0], 1e-5);
        Assert.Equal(4, fitted.Weights[1][0], 1e-5);
        Assert.Equal(Math.Log(1 / 3.0), fitted.Bias[0], 1e-5);
        Assert.Equal(Math.Log(2 / 3.0) - 8, fitted.Bias[1], 1e-4);
    }

    [Theory]
    [InlineData(12, 30)]
    [InlineData(60, 10)]
    [InlineData(200, 3)]
    [InlineData(31, 10)]
    public void Fit_RandomRows_SolvesWithTheShrunkCovariance(int width, int perClass)
    {
        var table = Tables.Clouds(distance: 1, perClass, width, classes: 3);
        var rows = new TrainingRows([.. table.Rows.Select(row => row.Features)], [.. table.Rows.Select(row => row.Label)], table.Classes);
        var fitted = Fit(rows);
        var (covariance, means) = Reference(rows);
        for (var k = 0; k < 3; k++)
        {
            for (var i = 0; i < width; i++)
                Assert.Equal(means[k][i], Enumerable.Range(0, width).Sum(j => (covariance[i, j] + (i == j ? 1e-6 : 0)) * fitted.Weights[k][j]), 1e-8);
            Assert.Equal(Math.Log(1 / 3.0) - (means[k].Zip(fitted.Weights[k], (m, w) => m * w).Sum() / 2), fitted.Bias[k], 1e-8);
        }
    }

    [Fact]
    public void Fit_ConstantRows_StaysFinite()
    {
        float[][] rows = [[0, 1], [0, 1], [0, 1], [0, 1]];
        EmotionLabel[] labels = [EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Happy, EmotionLabel.Sad];
        var fitted = Fit(new TrainingRows(rows, labels, [EmotionLabel.Happy, EmotionLabel.Sad]));
        Assert.All(fitted.Weights.SelectMany(row => row).Concat(fitted.Bias), value => Assert.True(double.IsFinite(value)));
    }

    private static LinearWeights Fit(TrainingRows rows) =>
        (LinearWeights)new DiscriminantLearner().Fit(rows, seed: 1, TestContext.Current.CancellationToken)[0];

    /// <summary>Ledoit and Wolf's estimate as their lemma 3.2 to 3.4 write it, sums over rows of outer products and all.</summary>
    private static (double[,] Covariance, double[][] Means) Reference(TrainingRows rows)
    {
        var (count, width) = (rows.Rows.Count, rows.Width);
        var means = rows.Classes.Select((_, k) => Enumerable.Range(0, width).Select(j =>
            Enumerable.Range(0, count).Where(i => rows.ClassOfRow[i] == k).Average(i => (double)rows.Rows[i][j])).ToArray()).ToArray();
        var centred = Enumerable.Range(0, count).Select(i => rows.Rows[i].Select((value, j) => value - means[rows.ClassOfRow[i]][j]).ToArray()).ToArray();
        var sample = new double[width, width];
        for (var a = 0; a < width; a++)
        {
            for (var b = 0; b < width; b++) sample[a, b] = centred.Average(row => row[a] * row[b]);
        }

        var mean = Enumerable.Range(0, width).Average(j => sample[j, j]);
        double d2 = 0, b2 = 0;
        for (var a = 0; a < width; a++)
        {
            for (var b = 0; b < width; b++)
            {
                d2 += Math.Pow(sample[a, b] - (a == b ? mean : 0), 2) / width;
                b2 += centred.Sum(row => Math.Pow((row[a] * row[b]) - sample[a, b], 2)) / width / count / count;
            }
        }

        var shrinkage = Math.Min(b2, d2) / d2;
        Assert.InRange(shrinkage, 0.01, 0.99);
        for (var a = 0; a < width; a++)
        {
            for (var b = 0; b < width; b++) sample[a, b] = ((1 - shrinkage) * sample[a, b]) + (a == b ? shrinkage * mean : 0);
        }

        return (sample, means);
    }
}
