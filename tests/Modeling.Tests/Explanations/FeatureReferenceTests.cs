using Cluster.Modeling.Explanations;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class FeatureReferenceTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 12.5)]
    [InlineData(10, 25)]
    [InlineData(20, 62.5)]
    [InlineData(25, 87.5)]
    [InlineData(30, 100)]
    [InlineData(31, 100)]
    public void PercentileOf_Value_LiesBetweenItsQuantiles(float value, double expected) =>
        Assert.Equal(expected, new FeatureReference([[0.0, 10, 20, 20, 30]]).PercentileOf(0, value)!.Value, 1e-9);

    [Fact]
    public void PercentileOf_ConstantFeature_IsTheMiddle() => Assert.Equal(50, new FeatureReference([[3.0, 3, 3]]).PercentileOf(0, 3));

    [Fact]
    public void PercentileOf_NothingKnown_IsNull()
    {
        var reference = FeatureReference.FromRows([[1, float.NaN], [2, float.NaN]]);
        Assert.Null(reference.PercentileOf(0, float.NaN));
        Assert.Null(reference.PercentileOf(0, float.PositiveInfinity));
        Assert.Null(reference.PercentileOf(1, 3));
    }

    [Fact]
    public void FromRows_EvenValues_GivesTheirRank()
    {
        var reference = FeatureReference.FromRows([.. Enumerable.Range(0, 1001).Reverse().Select(i => new[] { i, i % 7 == 0 ? float.NaN : 1 })]);
        Assert.Equal(2, reference.Width);
        for (var value = 0; value <= 1000; value += 37) Assert.Equal(value / 10.0, reference.PercentileOf(0, value)!.Value, 1e-9);
    }

    [Fact]
    public void Constructor_DamagedQuantiles_NamesTheFeature()
    {
        AssertFails("Feature 1 has a single quantile", [[1, 2], [1]]);
        AssertFails("of feature 0 is not a finite number", [[1, double.NaN], [1, 2]]);
        AssertFails("The quantiles of feature 1 fall", [[1, 2], [1, 3, 2]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureReference.FromRows([[1]], points: 1));
        Assert.Contains("Row 1 has 2 values", Assert.Throws<ArgumentException>(() => FeatureReference.FromRows([[1], [1, 2]])).Message, StringComparison.Ordinal);

        static void AssertFails(string expected, double[][] quantiles) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new FeatureReference(quantiles)).Message, StringComparison.Ordinal);
    }
}
