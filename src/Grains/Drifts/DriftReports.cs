using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Drifts;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Drifts;

/// <summary>Makes reports of closed windows. Pure.</summary>
internal static class DriftReports
{
    /// <summary>Judges a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="facts">The model's reference; null where it has none: then nothing is compared.</param>
    /// <param name="previous">The report on the model's window before; null at the first.</param>
    /// <param name="labelled">Labelled predictions.</param>
    /// <param name="options">The policy.</param>
    public static DriftView Make(ClosedDriftWindow window, ModelFacts? facts, DriftView? previous, IReadOnlyList<LabelledPrediction> labelled, DriftOptions options)
    {
        var counts = CountsOf(window);
        var estimated = ConfidenceBasedEstimate.Of(counts.Predictions);
        var view = new DriftView
        {
            ModelVersion = window.ModelVersion,
            Window = window.Number,
            From = window.From,
            To = window.To,
            Rows = window.Rows,
            Dropped = window.Dropped,
            Sources = window.Sources,
            ReferenceRows = 0,
            Level = DriftSeverity.None,
            Drifted = 0,
            Predictions = PredictionsOf(counts.Predictions),
            Labelled = labelled.Count == 0 ? null : QualityOf(labelled),
            Estimated = estimated is null ? null : new DriftEstimate(estimated.Accuracy, estimated.MacroF1),
            TrainedMacroF1 = facts?.MacroF1,
            TrainedCalibrationError = facts?.CalibrationError,
        };

        // Counts that began before the reference was in reach have no features.
        if (facts is null || counts.Features.Count != facts.Reference.Features.Count) return view;
        var report = DriftAssessment.Assess(facts.Reference, counts, Earlier(previous, counts.Predictions), options);
        var features = report.Features.Select(series => SeriesOf(series, options)).ToArray();
        var (labels, confidences) = (SeriesOf(report.Labels, options), SeriesOf(report.Confidences, options));
        return view with
        {
            ReferenceRows = facts.ReferenceRows,
            Level = features.Append(labels).Append(confidences).Max(series => series.Level),
            Drifted = features.Count(series => series.Level != DriftSeverity.None),
            Features = [.. features],
            Labels = labels,
            Confidences = confidences,
        };
    }

    /// <summary>What lists show of a report.</summary>
    public static DriftFindings FindingsOf(DriftView view) => new(
        view.Level, view.Drifted, view.Predictions.MeanConfidence, view.Predictions.ReviewRate, view.Labelled?.Rows ?? 0, view.Labelled?.MacroF1, view.Estimated?.MacroF1);

    /// <summary>A window's counts.</summary>
    public static DriftCounts CountsOf(ClosedDriftWindow window) => DriftCounts.FromNumbers(window.ModelVersion, window.Counts.ToArray(), FeatureBins.Count);

    private static DriftPredictions PredictionsOf(PredictionCounts counts) => new(
        counts.MeanConfidence, counts.MeanEntropy, counts.ReviewRate, [.. counts.Labels.AsSpan()], [.. Enum.GetValues<TagDecision>().Select(counts.DecisionsOf)]);

    private static DriftQuality QualityOf(IReadOnlyList<LabelledPrediction> labelled)
    {
        var quality = LabelledQuality.Of([.. labelled.Select(row => (row.Probabilities, row.Truth))]);
        return new DriftQuality(quality.Rows, quality.Accuracy, quality.MacroF1, quality.CalibrationError);
    }

    private static DriftSeries SeriesOf(SeriesDrift series, DriftOptions options) => new()
    {
        Name = series.Name,
        Psi = series.Stability.Psi,
        Kl = series.Stability.Kl,
        Threshold = Math.Max(options.Moderate, series.ByChance),
        ByChance = series.ByChance,
        PValue = series.AdjustedPValue,
        Level = (DriftSeverity)series.Level,
        ModerateRunning = series.ModerateRunning,
        MajorRunning = series.MajorRunning,
        Alert = (DriftSeverity)series.Alert,
    };

    // What the assessment needs of the window before: how long each series has differed.
    private static DriftReport? Earlier(DriftView? view, PredictionCounts predictions) => view is not { Labels: { } labels, Confidences: { } confidences }
        ? null
        : new DriftReport(view.ModelVersion, view.Rows, true, [.. view.Features.Select(Earlier)], Earlier(labels), Earlier(confidences), predictions, null);

    private static SeriesDrift Earlier(DriftSeries series) => new(
        series.Name, new PopulationStability(series.Psi, series.Kl, 0, 0), series.ByChance, series.PValue, (DriftLevel)series.Level,
        series.ModerateRunning, series.MajorRunning, (DriftLevel)series.Alert);
}
