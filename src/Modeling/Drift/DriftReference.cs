using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Drift;

/// <summary>What windows are held against.</summary>
/// <param name="FeatureNames">The features, in the schema's order.</param>
/// <param name="Features">Counts of each.</param>
/// <param name="Labels">Predictions by emotion, in the order of the emotions' numbers.</param>
/// <param name="Confidences">Predictions by confidence, in the bins of <see cref="ReferenceHistograms.ConfidenceBin"/>.</param>
public sealed record DriftReference(
    IReadOnlyList<string> FeatureNames, IReadOnlyList<BinCounts> Features, BinCounts Labels, BinCounts Confidences)
{
    /// <summary>A model's training set and its predictions on held-out rows, each row counting once however often it was predicted.</summary>
    public static DriftReference Of(ReferenceHistograms histograms) => Of(histograms, histograms.Rows);

    /// <summary>The same where rows are not independent of each other.</summary>
    /// <param name="histograms">The training set.</param>
    /// <param name="independent">Groups of rows that are alike, such as the clips of a track or of an artist; at least 1. Where there are fewer of them than rows, shares stay and counts
    /// shrink: as evidence the rows of a group are one.</param>
    public static DriftReference Of(ReferenceHistograms histograms, long independent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(independent, 1);
        var evidence = Math.Min(independent, histograms.Rows);
        return new DriftReference(
            [.. histograms.Features.Select(feature => feature.Name)],
            [.. histograms.Features.Select(feature => Shrunk([.. FeatureBins.CountsOf(feature).AsSpan()], histograms.Rows, evidence))],
            Shrunk([.. Enum.GetValues<EmotionLabel>().Select(label => histograms.PredictedClasses[label.ToName()])], histograms.Predictions, evidence),
            Shrunk(histograms.Confidence, histograms.Predictions, evidence));
    }

    /// <summary>An earlier window, such as the first month after a promotion.</summary>
    public static DriftReference Of(IReadOnlyList<string> featureNames, DriftCounts counts) =>
        new(featureNames, counts.Features, counts.Predictions.Labels, counts.Predictions.Confidences);

    // Predictions of one row in several repeats are much the same, and so are the clips of a track: counted one by one, chance would be given less than its due.
    private static BinCounts Shrunk(IReadOnlyList<long> counts, long total, long evidence) => total <= evidence
        ? BinCounts.From([.. counts])
        : BinCounts.From([.. counts.Select(count => (long)Math.Round((double)count * evidence / total))]);
}
