using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;

namespace Cluster.Modeling.Tests.Drift;

/// <summary>Clips of one recording are alike. What the windows' rule of one clip a recording, and a reference that is worth its groups, are for.</summary>
public sealed class AlikeClipsTests
{
    private const int Features = 30;
    private const int Groups = 150;
    private const int ClipsPerGroup = 8;
    private const int Pairs = 60;
    private const double Alike = 0.9; // correlation of two clips of one recording

    [Fact]
    public void Alerts_WithoutAChange_AreRareWhereGroupsCountAndNotWhereClipsDo()
    {
        var (byGroup, byClip) = (0, 0);
        for (var seed = 0; seed < Pairs; seed++)
        {
            var random = new Random(seed);
            var histograms = Reference(random);
            var bins = new FeatureBins(histograms.Features);
            DriftCounts[] windows = [Window(random, bins, 0), Window(random, bins, 0)];
            if (Alarms(DriftReference.Of(histograms, Groups), windows)) byGroup++;
            if (Alarms(DriftReference.Of(histograms), windows)) byClip++;
        }

        Assert.InRange(byGroup, 0, Pairs / 20);
        Assert.InRange(byClip, Pairs / 2, Pairs);
    }

    [Fact]
    public void Alerts_OfARealShift_AreStillRaised()
    {
        var found = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var histograms = Reference(random);
            var bins = new FeatureBins(histograms.Features);
            if (Alarms(DriftReference.Of(histograms, Groups), [Window(random, bins, 1), Window(random, bins, 1)])) found++;
        }

        Assert.Equal(20, found);
    }

    [Fact]
    public void Of_FewerGroupsThanRows_KeepsSharesAndShrinksCounts()
    {
        var histograms = Reference(new Random(1));
        var (all, shrunk) = (DriftReference.Of(histograms), DriftReference.Of(histograms, Groups));
        Assert.Equal(Groups * ClipsPerGroup, all.Features[0].Total);
        Assert.InRange(shrunk.Features[0].Total, Groups - 20, Groups + 20);
        Assert.InRange(shrunk.Labels.Total, Groups - 4, Groups + 4);
        Assert.Equal(all.Features[0], DriftReference.Of(histograms, long.MaxValue).Features[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => DriftReference.Of(histograms, 0));
    }

    [Fact]
    public void Numbers_AddedPlaceByPlace_AreTheMergedCounts()
    {
        var random = new Random(2);
        var bins = new FeatureBins(Reference(random).Features);
        var (one, two) = (Window(random, bins, 0), Window(random, bins, 1));
        var sum = one.ToNumbers().Zip(two.ToNumbers(), (a, b) => a + b).ToArray();
        var merged = one.Merge(two);
        var read = DriftCounts.FromNumbers("m", sum, FeatureBins.Count);
        Assert.True(merged.Features.SequenceEqual(read.Features));
        Assert.True(merged.Predictions.Equals(read.Predictions));
        Assert.Throws<ArgumentException>(() => DriftCounts.FromNumbers("m", sum.AsSpan(1), FeatureBins.Count));
        Assert.Throws<ArgumentException>(() => DriftCounts.FromNumbers("m", sum.AsSpan(0, 5), FeatureBins.Count));
    }

    private static bool Alarms(DriftReference reference, IEnumerable<DriftCounts> windows)
    {
        DriftReport? report = null;
        foreach (var window in windows) report = DriftAssessment.Assess(reference, window, report, new DriftOptions());
        return report!.Alerts.Count > 0;
    }

    private static DriftCounts Window(Random random, FeatureBins bins, double shift)
    {
        var tally = new DriftTally("m", Features, FeatureBins.Count);
        var vector = new float[Features];
        var places = new int[Features];
        for (var i = 0; i < 500; i++)
        {
            for (var j = 0; j < Features; j++) vector[j] = (float)(Normal(random) + shift);
            bins.Find(vector, places);
            tally.Add(places, Support.Clips.Sure((EmotionLabel)random.Next(4)), TagDecision.Tagged);
        }

        return tally.Take();
    }

    private static ReferenceHistograms Reference(Random random)
    {
        var values = new List<float>[Features];
        for (var j = 0; j < Features; j++)
        {
            values[j] = [];
            for (var g = 0; g < Groups; g++)
            {
                var own = Normal(random);
                for (var k = 0; k < ClipsPerGroup; k++) values[j].Add((float)((Math.Sqrt(Alike) * own) + (Math.Sqrt(1 - Alike) * Normal(random))));
            }
        }

        const long Rows = Groups * ClipsPerGroup;
        var confidence = new long[ReferenceHistograms.Bins];
        confidence[ReferenceHistograms.ConfidenceBin(Support.Clips.Sure(EmotionLabel.Sad).Sad)] = Rows;
        return new ReferenceHistograms
        {
            FormatVersion = ReferenceHistograms.CurrentFormat,
            SchemaId = "s",
            Rows = Rows,
            Features = [.. values.Select((own, j) => FeatureHistogram.Of($"f{j}", own, ReferenceHistograms.Bins))],
            Predictions = Rows,
            PredictedClasses = Enum.GetValues<EmotionLabel>().ToDictionary(label => label.ToName(), _ => Rows / 4),
            Confidence = confidence,
        };
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
