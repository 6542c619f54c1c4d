using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class OwenSamplingTests
{
    // Groups {0, 1, 2} and {3, 4}.
    private static readonly FeatureGrouping Grouping = new(["first", "second"], [0, 0, 0, 1, 1]);

    [Fact]
    public void Explain_ManyOrders_ComeCloseToOwenValues()
    {
        var classifier = new FunctionClassifier(Tables.Names(5), Function);
        float[][] background = [.. Rows(4, seed: 1)];
        var row = Rows(1, seed: 2)[0];

        // The function speaks for happy; where it is below 0, the top emotion is the other one.
        double[] expected = [.. OwenValues(row, background).Select(share => share * Math.Sign(Function(row)))];
        var explanation = Explainer(classifier, background, orders: 1000).ExplainRow(row);
        Assert.All(explanation.Features, feature => Assert.InRange(feature.StandardError!.Value, 0, 0.05));
        foreach (var (j, share) in Explaining.InOrder(explanation).Index())
        {
            var error = explanation.Features.Single(feature => feature.Name == $"f{j}").StandardError!.Value;
            Assert.InRange(share - expected[j], -(4 * error) - 1e-9, (4 * error) + 1e-9);
        }

        Explaining.AssertAddsUp(explanation, 1e-9);
    }

    [Fact]
    public void Explain_FewOrders_StillAddUpToEachGroup()
    {
        var explanation = Explainer(new FunctionClassifier(Tables.Names(5), Function), Rows(4, seed: 3), orders: 2).ExplainRow(Rows(1, seed: 4)[0]);
        foreach (var group in explanation.Groups)
        {
            var features = explanation.Features.Where(feature => feature.Group == group.Name).ToList();
            Assert.Equal(group.Contribution, features.Sum(feature => feature.Contribution), 1e-9);
            for (var k = 0; k < 2; k++) Assert.Equal(group.ByClass[k], features.Sum(feature => feature.ByClass[k]), 1e-9);
        }

        // A single pair of orders has no spread to go by.
        Assert.All(explanation.Features, feature => Assert.Null(feature.StandardError));
    }

    [Fact]
    public void Explain_AdditiveModelAndOneBackgroundRow_IsExactWithoutError()
    {
        var classifier = new FunctionClassifier(Tables.Names(5), row => row[0] - (2 * row[1]) + row[3]);
        var explanation = Explainer(classifier, [[1, 1, 1, 1, 1]], orders: 4).ExplainRow([3, 2, 9, 5, 9]);
        double[] expected = [2, -2, 0, 4, 0];
        Assert.All(Explaining.InOrder(explanation).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        Assert.All(explanation.Features, feature => Assert.Equal(0, feature.StandardError!.Value, 1e-7));
    }

    [Fact]
    public void Explain_DummyFeature_GetsExactlyNothing()
    {
        var classifier = new FunctionClassifier(Tables.Names(5), row => (row[0] * row[1]) + Math.Sin(row[3]));
        var shares = Explaining.InOrder(Explainer(classifier, Rows(6, seed: 5), orders: 8).ExplainRow(Rows(1, seed: 6)[0]));
        Assert.Equal([0, 0], [shares[2], shares[4]]);
        Assert.NotEqual(0, shares[0]);
    }

    [Fact]
    public void Explain_Seed_GivesTheSameAgain()
    {
        var classifier = new FunctionClassifier(Tables.Names(5), Function);
        var row = Rows(1, seed: 8)[0];
        Assert.Equal(Shares(1), Shares(1));
        Assert.NotEqual(Shares(1), Shares(2));

        double[] Shares(int seed) => Explaining.InOrder(Explainer(classifier, Rows(6, seed: 7), orders: 8, seed).ExplainRow(row));
    }

    [Fact]
    public void Explain_NoOrders_NamesGroupsOnly()
    {
        var explanation = Explainer(new FunctionClassifier(Tables.Names(5), Function), Rows(4, seed: 9), orders: 0).ExplainRow(Rows(1, seed: 1)[0]);
        Assert.Empty(explanation.Features);
        Assert.Equal(2, explanation.Groups.Count);
        Assert.Null(explanation.Seed);
    }

    private static double Function(float[] row) => (0.5 * row[0] * row[1]) + (0.3 * row[2] * row[3]) - (0.2 * row[4] * row[0]) + (0.1 * row[3]);

    /// <summary>The mean of what a feature adds over every order in which the features of a group follow each other.</summary>
    private static double[] OwenValues(float[] row, float[][] background)
    {
        var (sums, count) = (new double[5], 0);
        foreach (var order in Explaining.Orders([0, 1, 2, 3, 4], 0).Where(order => order.Take(3).All(j => j < 3) || order.Take(2).All(j => j >= 3)))
        {
            foreach (var other in background)
            {
                var mixed = other.ToArray();
                foreach (var j in order)
                {
                    var before = Function(mixed);
                    mixed[j] = row[j];
                    sums[j] += Function(mixed) - before;
                }

                count++;
            }
        }

        return [.. sums.Select(sum => sum / count)];
    }

    private static float[][] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 5).Select(_ => (float)Tables.Gauss(random)).ToArray())];
    }

    private static ModelExplainer Explainer(FunctionClassifier classifier, float[][] background, int orders, int seed = 1) =>
        new(classifier, new ExplanationBackground(background), grouping: Grouping, options: new ExplanationOptions { Orders = orders, Seed = seed });
}
