using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class LogisticRegressionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Fit_Clouds_IsAtTheMinimumOfThePenalisedLoss(double l2)
    {
        // At the minimum the gradient is 0: sum over rows of (probability - truth) * z, plus l2 * weight.
        var table = Tables.Clouds(distance: 1.5, classes: 3);
        var rows = table.Rows.Select(row => row.Features).ToList();
        var labels = table.Rows.Select(row => row.Label).ToList();
        var (weights, bias) = LogisticRegression.Fit(rows, labels, table.Classes, l2, seed: 1);

        var gradient = new double[3, 7];
        for (var i = 0; i < rows.Count; i++)
        {
            var scores = Enumerable.Range(0, 3).Select(k => bias[k] + weights[k].Zip(rows[i], (w, x) => w * x).Sum()).ToArray();
            Softmax.Apply(scores, 1);
            for (var k = 0; k < 3; k++)
            {
                var slope = scores[k] - (k == (int)labels[i] ? 1 : 0);
                for (var j = 0; j < 6; j++) gradient[k, j] += slope * rows[i][j];
                gradient[k, 6] += slope;
            }
        }

        for (var k = 0; k < 3; k++)
        {
            for (var j = 0; j < 6; j++) Assert.Equal(0, gradient[k, j] + (l2 * weights[k][j]), 0.1);
            Assert.Equal(0, gradient[k, 6], 0.1);
        }
    }

    [Fact]
    public void Fit_LabelsWithAGap_OrdersWeightsByClass()
    {
        float[][] rows = [.. Enumerable.Range(0, 20).Select(i => new[] { i < 10 ? -1f : 1f })];
        EmotionLabel[] labels = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? EmotionLabel.Sad : EmotionLabel.Relaxed)];
        var (weights, bias) = LogisticRegression.Fit(rows, labels, [EmotionLabel.Sad, EmotionLabel.Relaxed], l2: 1, seed: 1);
        Assert.Equal(2, weights.Length);
        Assert.Equal(2, bias.Length);
        Assert.True(weights[0][0] < 0 && weights[1][0] > 0);
    }
}
