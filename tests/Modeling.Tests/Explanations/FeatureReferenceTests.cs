using Cluster.Modeling.Drift;
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
    public void FromHistograms_EvenValues_GivesTheirRank()
    {
        var reference = FromHistogram([.. Enumerable.Range(0, 1001).Select(i => (float)(i * i))]);
        Assert.Equal(0, reference.PercentileOf(0, -1));
        Assert.Equal(100, reference.PercentileOf(0, 2e6f));
        for (var i = 0; i <= 1000; i += 37) Assert.InRange(reference.PercentileOf(0, i * i)!.Value, (i / 10.0) - 2, (i / 10.0) + 2);
    }

    [Fact]
    public void FromHistograms_ValueThatRecurs_IsTheMiddleOfItsStretch()
    {
        // 60 of 100 are 0, none of them missing; the others 1 to 40.
        var reference = FromHistogram([.. new float[60], .. Enumerable.Range(1, 40).Select(i => (float)i)]);
        Assert.InRange(reference.PercentileOf(0, 0)!.Value, 29, 34);
        Assert.InRange(reference.PercentileOf(0, 20)!.Value, 77, 83);
    }

    [Fact]
    public void FromHistograms_ConstantOrMissingFeature_IsTheMiddleOrUnknown()
    {
        Assert.Equal(50, FromHistogram([3, 3, 3, float.NaN]).PercentileOf(0, 3));
        Assert.Null(FromHistogram([float.NaN, float.NaN]).PercentileOf(0, 3));
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

    private static FeatureReference FromHistogram(float[] values) => FeatureReference.FromHistograms(new ReferenceHistograms
    {
        FormatVersion = ReferenceHistograms.CurrentFormat,
        SchemaId = "test-v1",
        Rows = values.Length,
        Features = [FeatureHistogram.Of("f0", values, ReferenceHistograms.Bins)],
        Predictions = 0,
        PredictedClasses = new Dictionary<string, long>(),
        Confidence = [],
    });
}
