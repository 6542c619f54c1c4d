using Cluster.Modeling.Drift;
using CsCheck;

namespace Cluster.Modeling.Tests.Drift;

public sealed class FeatureBinsTests
{
    // Values that recur, lie outside, or are missing.
    private static readonly Gen<float[]> Values = Gen.OneOf(Gen.Int[-5, 25].Select(value => (float)value), Gen.Const(float.NaN), Gen.Float[-3, 3]).Array[1, 120];

    [Fact]
    public void Find_AnyValues_CountsAsTheHistogramDoes() => Gen.Select(Values, Values).Sample((trained, seen) =>
    {
        var histogram = FeatureHistogram.Of("f", trained, ReferenceHistograms.Bins);
        var bins = new FeatureBins([histogram]);
        var counts = BinCounts.Empty(FeatureBins.Count);
        Span<int> place = stackalloc int[1];
        foreach (var value in seen)
        {
            bins.Find([value], place);
            counts = counts.Add(place[0]);
        }

        return counts.Equals(FeatureBins.CountsOf(histogram.Count(seen)));
    });

    [Fact]
    public void Find_FeatureThatWasMissingThroughout_IsMissing()
    {
        var bins = new FeatureBins([FeatureHistogram.Of("f", [float.NaN], ReferenceHistograms.Bins)]);
        var places = new int[1];
        bins.Find([3f], places);
        Assert.Equal(FeatureBins.Count - 1, places[0]);
    }

    [Fact]
    public void Find_OtherLengths_Throws()
    {
        var bins = new FeatureBins([FeatureHistogram.Of("f", [1f, 2f], ReferenceHistograms.Bins)]);
        Assert.Throws<ArgumentException>(() => bins.Find([1f, 2f], new int[1]));
        Assert.Throws<ArgumentException>(() => bins.Find([1f], new int[2]));
    }

    [Fact]
    public void Reference_Histograms_KeepsNamesCountsAndOrder()
    {
        var histograms = new ReferenceHistograms
        {
            FormatVersion = 1,
            SchemaId = "s",
            Rows = 4,
            Features = [FeatureHistogram.Of("tempo", [1, 2, 3, float.NaN], ReferenceHistograms.Bins)],
            Predictions = 40,
            PredictedClasses = new Dictionary<string, long> { ["relaxed"] = 0, ["happy"] = 10, ["sad"] = 10, ["angry"] = 20 },
            Confidence = [.. Enumerable.Repeat(0L, 19), 40L],
        };
        var reference = DriftReference.Of(histograms);
        Assert.Equal(["tempo"], reference.FeatureNames);
        Assert.Equal((4, 1), (reference.Features[0].Total, reference.Features[0][FeatureBins.Count - 1]));

        // Ten repeats of four rows are four rows.
        Assert.Equal(BinCounts.From([1, 1, 2, 0]), reference.Labels);
        Assert.Equal(4, reference.Confidences[19]);
        Assert.Equal(20, DriftReference.Of(histograms with { Rows = 40 }).Labels[2]);
    }
}
