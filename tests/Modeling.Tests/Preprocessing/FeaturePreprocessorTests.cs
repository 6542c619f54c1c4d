using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Tests.Preprocessing;

public sealed class FeaturePreprocessorTests
{
    [Fact]
    public void Fit_MissingValues_ImputesTheMedianAndScalesAfterIt()
    {
        // 1, 2, 6 and a missing one that becomes 2: mean 2.75, variance 3.6875.
        var fitted = FeaturePreprocessor.Fit([[1], [2], [6], [float.NaN]]);
        Assert.Equal(2, fitted.Parameters.Median[0], 12);
        Assert.Equal(2.75, fitted.Parameters.Mean[0], 12);
        Assert.Equal(Math.Sqrt(3.6875), fitted.Parameters.Scale[0], 12);
        Assert.Equal((2 - 2.75) / Math.Sqrt(3.6875), fitted.Transform(float.NaN, 0), 12);
        Assert.Equal((6 - 2.75) / Math.Sqrt(3.6875), fitted.Transform(6, 0), 12);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e6f)]
    public void Transform_NotFiniteOrBeyondTheFences_IsTheMedian(float value)
    {
        var fitted = FeaturePreprocessor.Fit([.. Enumerable.Range(0, 20).Select(i => new[] { (float)i })]);
        Assert.Equal(fitted.Transform(float.NaN, 0), fitted.Transform(value, 0));
    }

    [Fact]
    public void Fit_Outliers_DoNotMoveMeanOrScale()
    {
        float[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { (float)(i % 10) })];
        var plain = FeaturePreprocessor.Fit(rows);
        rows[7] = [5000];
        var dirty = FeaturePreprocessor.Fit(rows);
        Assert.Equal(plain.Parameters.Mean[0], dirty.Parameters.Mean[0], 0.2);
        Assert.Equal(plain.Parameters.Scale[0], dirty.Parameters.Scale[0], 0.2);
        Assert.Equal(1, dirty.CountOutOfScale([5000]));
        Assert.Equal(0, dirty.CountOutOfScale([float.NaN]));
    }

    [Theory]
    [InlineData(7f)]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void Fit_ConstantColumn_HasNoEffect(float value)
    {
        var fitted = FeaturePreprocessor.Fit([.. Enumerable.Repeat(new[] { value }, 12)]);
        Assert.Equal(0, fitted.Parameters.Scale[0]);
        Assert.Equal(0, fitted.Transform(123, 0));
        Assert.Equal(0, fitted.Transform(float.NaN, 0));
    }

    [Fact]
    public void Fit_NearlyConstantColumn_HasNoEffect()
    {
        var fitted = FeaturePreprocessor.Fit([.. Enumerable.Range(0, 12).Select(i => new[] { i == 3 ? MathF.BitIncrement(1000) : 1000 })]);
        Assert.Equal(0, fitted.Parameters.Scale[0]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    public void Quantile_FourValues_Interpolates(double probability, double expected) =>
        Assert.Equal(expected, Quantiles.OfSorted([1, 2, 3, 4], probability), 12);

    [Fact]
    public void Fences_Quartiles_ReachSixRangesBeyond()
    {
        var (low, high) = RobustFences.Compute([0, 1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal(2 - 24, low, 12);
        Assert.Equal(6 + 24, high, 12);
        Assert.Equal(RobustFences.Open, RobustFences.Compute([1, 1, 1, 1, 1, 1, 1, 1, 9]));
        Assert.Equal(RobustFences.Open, RobustFences.Compute([1, 2, 3]));
    }
}
