using System.Globalization;
using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Drifts;

/// <summary>Adds to a report what a page draws. Pure.</summary>
internal static class DriftHistograms
{
    private const string Below = "below";
    private const string Above = "above";
    private const string Missing = "missing";

    /// <summary>The report with the histograms of emotions, confidences and the features of the greatest PSI.</summary>
    /// <param name="view">The report.</param>
    /// <param name="counts">The window's counts.</param>
    /// <param name="facts">The model's reference.</param>
    /// <param name="most">Features with a histogram.</param>
    public static DriftView Add(DriftView view, DriftCounts counts, ModelFacts facts, int most)
    {
        if (view.Features.Length != counts.Features.Count || view.Features.Length != facts.Histograms.Features.Count || view.Labels is not { } labels || view.Confidences is not { } confidences)
            return view;
        var drawn = view.Features.Index().OrderByDescending(feature => feature.Item.Psi).ThenBy(feature => feature.Index).Take(most).Select(feature => feature.Index).ToHashSet();
        return view with
        {
            Features = [.. view.Features.Select((series, j) => drawn.Contains(j) ? series with { Histogram = OfFeature(facts.Histograms.Features[j], counts.Features[j]) } : series)],
            Labels = labels with
            {
                Histogram = new DriftHistogram(
                    [.. Enum.GetValues<EmotionLabel>().Select(label => label.ToName())], [], [.. facts.Reference.Labels.AsSpan()], [.. counts.Predictions.Labels.AsSpan()]),
            },
            Confidences = confidences with { Histogram = OfConfidences(facts.Reference.Confidences, counts.Predictions.Confidences) },
        };
    }

    // Features of few values have fewer bins than there are places: the places behind the last bin are always empty.
    private static DriftHistogram OfFeature(FeatureHistogram reference, BinCounts window)
    {
        var all = FeatureBins.CountsOf(reference);
        int[] places = [.. Enumerable.Range(0, reference.Counts.Count + 1), FeatureBins.Count - 2, FeatureBins.Count - 1];
        return new DriftHistogram(
            [Below, .. reference.Edges.Zip(reference.Edges.Skip(1), Between), Above, Missing],
            [.. reference.Edges],
            [.. places.Select(place => all[place])],
            [.. places.Select(place => window[place])]);
    }

    private static DriftHistogram OfConfidences(BinCounts reference, BinCounts window)
    {
        double[] edges = [.. Enumerable.Range(0, ReferenceHistograms.Bins + 1).Select(edge => (double)edge / ReferenceHistograms.Bins)];
        return new DriftHistogram([.. edges.Zip(edges.Skip(1), Between)], [.. edges], [.. reference.AsSpan()], [.. window.AsSpan()]);
    }

    private static string Between(double low, double high) => string.Create(CultureInfo.InvariantCulture, $"{low:G4} to {high:G4}");
}
