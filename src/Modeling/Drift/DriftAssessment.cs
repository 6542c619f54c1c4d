using Cluster.Modeling.Comparison;

namespace Cluster.Modeling.Drift;

/// <summary>Judges a window against the reference.</summary>
/// <remarks>
/// <para>A feature differs where its PSI exceeds the policy's threshold and what chance explains at that size (<see cref="PopulationStability.ByChance"/>), and where it is
/// among the features that Benjamini and Hochberg's rule calls significant. It is an alert when it has done so in two windows running. The predicted emotions
/// and the confidences are judged by the same rule, each alone.</para>
/// <para>Fixed thresholds alone would call 20 bins of 50 to 100 values drifted more often than not. The tests measure both rules.</para>
/// </remarks>
public static class DriftAssessment
{
    /// <summary>The name of <see cref="DriftReport.Labels"/>.</summary>
    public const string LabelsName = "predicted emotions";

    /// <summary>The name of <see cref="DriftReport.Confidences"/>.</summary>
    public const string ConfidencesName = "confidence";

    /// <summary>Judges.</summary>
    /// <param name="reference">What the window is held against.</param>
    /// <param name="current">Counts of the window.</param>
    /// <param name="previous">The report on the window before; null at the first. One on another model is passed over.</param>
    /// <param name="options">The policy.</param>
    /// <exception cref="ArgumentException">Names, reference and window do not have the same number of features, or a feature's bins differ.</exception>
    public static DriftReport Assess(DriftReference reference, DriftCounts current, DriftReport? previous, DriftOptions options)
    {
        options.Check();
        if (reference.FeatureNames.Count != reference.Features.Count || current.Features.Count != reference.Features.Count)
        {
            throw new ArgumentException(
                $"There are {reference.FeatureNames.Count} names, {reference.Features.Count} features in the reference and {current.Features.Count} in the window.", nameof(current));
        }

        if (previous?.ModelVersion != current.ModelVersion) previous = null;
        var judged = current.Predictions.Rows >= options.LeastRows;
        var stabilities = reference.Features.Zip(current.Features, PopulationStability.Of).ToArray();
        var adjusted = AdjustedPValues.BenjaminiHochberg([.. stabilities.Select(stability => stability.PValue)]);
        var before = previous?.Features.ToDictionary(series => series.Name, StringComparer.Ordinal);
        SeriesDrift Alone(string name, BinCounts expected, BinCounts seen, SeriesDrift? earlier)
        {
            var stability = PopulationStability.Of(expected, seen);
            return Series(name, stability, stability.PValue, earlier, judged, options);
        }

        return new DriftReport(
            current.ModelVersion,
            current.Predictions.Rows,
            judged,
            [
                .. stabilities.Select((stability, j) =>
                    Series(reference.FeatureNames[j], stability, adjusted[j], before?.GetValueOrDefault(reference.FeatureNames[j]), judged, options)),
            ],
            Alone(LabelsName, reference.Labels, current.Predictions.Labels, previous?.Labels),
            Alone(ConfidencesName, reference.Confidences, current.Predictions.Confidences, previous?.Confidences),
            current.Predictions,
            ConfidenceBasedEstimate.Of(current.Predictions));
    }

    private static SeriesDrift Series(
        string name, PopulationStability stability, double adjusted, SeriesDrift? before, bool judged, DriftOptions options)
    {
        var byChance = stability.ByChance(options.Certainty);
        if (!judged)
        {
            return new SeriesDrift(
                name, stability, byChance, adjusted, before?.Level ?? DriftLevel.None, before?.ModerateRunning ?? 0, before?.MajorRunning ?? 0, before?.Alert ?? DriftLevel.None);
        }

        var significant = adjusted <= options.FalseDiscoveryRate;
        var level = !significant || stability.Psi <= Math.Max(options.Moderate, byChance) ? DriftLevel.None
            : stability.Psi <= Math.Max(options.Major, byChance) ? DriftLevel.Moderate
            : DriftLevel.Major;
        var moderate = level >= DriftLevel.Moderate ? (before?.ModerateRunning ?? 0) + 1 : 0;
        var major = level == DriftLevel.Major ? (before?.MajorRunning ?? 0) + 1 : 0;
        var alert = major >= options.WindowsRunning ? DriftLevel.Major
            : moderate >= options.WindowsRunning ? DriftLevel.Moderate
            : DriftLevel.None;
        return new SeriesDrift(name, stability, byChance, adjusted, level, moderate, major, alert);
    }
}
