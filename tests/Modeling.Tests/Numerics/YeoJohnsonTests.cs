using Cluster.Modeling.Numerics;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Numerics;

public sealed class YeoJohnsonTests
{
    [Theory]
    [InlineData(3, 1, 3)]
    [InlineData(-3, 1, -3)]
    [InlineData(3, 0.5, 2)]                           // (sqrt(4) - 1) / 0.5
    [InlineData(3, 2, 7.5)]                           // (4^2 - 1) / 2
    [InlineData(3, 0, 1.3862943611198906)]            // ln 4
    [InlineData(3, -1, 0.75)]                         // (1/4 - 1) / -1
    [InlineData(-3, 2, -1.3862943611198906)]          // -ln 4
    [InlineData(-3, 1.5, -2)]                         // -(4^0.5 - 1) / 0.5
    [InlineData(-3, 0, -7.5)]                         // -(4^2 - 1) / 2
    [InlineData(0, 3, 0)]
    public void Transform_KnownValues_EqualsTheDefinition(double value, double lambda, double expected) =>
        Assert.Equal(expected, YeoJohnson.Transform(value, lambda), 12);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.8)]
    public void Fit_TransformedBellShape_FindsThePowerBack(double lambda)
    {
        // Solve for the values whose transforms are bell-shaped.
        var random = new Random(6);
        double[] values = [.. Enumerable.Range(0, 4000).Select(_ => Inverse(0.4 * Tables.Gauss(random), lambda))];
        Assert.Equal(lambda, YeoJohnson.Fit(values), 0.12);
    }

    [Fact]
    public void Fit_SkewedValues_NoOtherPowerIsMoreLikely()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => -Math.Log(1 - random.NextDouble()) - 1)];
        var fitted = YeoJohnson.Fit(values);
        foreach (var step in (double[])[-0.5, -0.05, 0.05, 0.5]) Assert.True(Likelihood(values, fitted) >= Likelihood(values, fitted + step));
    }

    private static double Inverse(double transformed, double lambda)
    {
        double low = -1e3, high = 1e3;
        for (var n = 0; n < 200; n++)
        {
            var middle = (low + high) / 2;
            if (YeoJohnson.Transform(middle, lambda) < transformed) low = middle;
            else high = middle;
        }

        return low;
    }

    private static double Likelihood(double[] values, double lambda)
    {
        var transformed = Array.ConvertAll(values, value => YeoJohnson.Transform(value, lambda));
        var mean = transformed.Average();
        return (-values.Length / 2.0 * Math.Log(transformed.Average(value => (value - mean) * (value - mean))))
            + ((lambda - 1) * values.Sum(value => Math.Sign(value) * Math.Log(1 + Math.Abs(value))));
    }
}
