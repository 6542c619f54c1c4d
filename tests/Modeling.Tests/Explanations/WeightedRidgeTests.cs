using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class WeightedRidgeTests
{
    [Fact]
    public void Solve_TwoPointsByHand_ShrinksTheSlopeOnly()
    {
        // At -1 and 1 the outputs are 4 and 6: slope 2 / (2 + ridge), intercept their mean.
        var regression = new WeightedRidge(1, 1);
        regression.Add([1, -1], [4], 1);
        regression.Add([1, 1], [6], 1);
        var solution = regression.Solve(2)[0];
        Assert.Equal(5, solution[0], 1e-12);
        Assert.Equal(0.5, solution[1], 1e-12);
    }

    [Fact]
    public void Solve_Weight_CountsAsSoManySamples()
    {
        var (weighted, repeated) = (new WeightedRidge(3, 2), new WeightedRidge(3, 2));
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
        {
            double[] row = [1, Tables.Gauss(random), Tables.Gauss(random), Tables.Gauss(random)];
            double[] targets = [Tables.Gauss(random), Tables.Gauss(random)];
            weighted.Add(row, targets, 1 + (i % 3));
            for (var n = 0; n <= i % 3; n++) repeated.Add(row, targets, 1);
        }

        Assert.All(weighted.Solve(0.5).Zip(repeated.Solve(0.5)), pair => Assert.All(pair.First.Zip(pair.Second), values => Assert.Equal(values.Second, values.First, 1e-12)));
    }

    [Fact]
    public void Sum_Halves_IsTheWhole()
    {
        var random = new Random(2);
        WeightedRidge whole = new(2, 1), first = new(2, 1), second = new(2, 1);
        for (var i = 0; i < 12; i++)
        {
            double[] row = [1, Tables.Gauss(random), Tables.Gauss(random)];
            double[] target = [(2 * row[1]) - row[2] + 3];
            whole.Add(row, target, 0.5);
            (i < 7 ? first : second).Add(row, target, 0.5);
        }

        var solution = WeightedRidge.Sum(first, second).Solve(1e-9)[0];
        Assert.All(solution.Zip(whole.Solve(1e-9)[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        Assert.All(solution.Zip((double[])[3, 2, -1]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }
}
