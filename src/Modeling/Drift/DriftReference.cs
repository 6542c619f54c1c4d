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
    public static DriftReference Of(ReferenceHistograms histograms) => new(
        [.. histograms.Features.Select(feature => feature.Name)],
        [.. histograms.Features.Select(FeatureBins.CountsOf)],
        PerRow(histograms, [.. Enum.GetValues<EmotionLabel>().Select(label => histograms.PredictedClasses[label.ToName()])]),
        PerRow(histograms, histograms.Confidence));

    /// <summary>An earlier window, such as the first month after a promotion.</summary>
    public static DriftReference Of(IReadOnlyList<string> featureNames, DriftCounts counts) =>
        new(featureNames, counts.Features, counts.Predictions.Labels, counts.Predictions.Confidences);

    // Predictions of one row in several repeats are much the same: as evidence they are one, or chance would be given less than its due.
    private static BinCounts PerRow(ReferenceHistograms histograms, IReadOnlyList<long> counts) => histograms.Predictions <= histograms.Rows
        ? BinCounts.From([.. counts])
        : BinCounts.From([.. counts.Select(count => (long)Math.Round((double)count * histograms.Rows / histograms.Predictions))]);
}
