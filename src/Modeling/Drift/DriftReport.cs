namespace Cluster.Modeling.Drift;

/// <summary>One model's window against its reference.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="Rows">Predictions of the window.</param>
/// <param name="Judged">False where the window is too small: levels and alerts are then those of the window before.</param>
/// <param name="Features">Each feature, in the order of the schema.</param>
/// <param name="Labels">The predicted emotions.</param>
/// <param name="Confidences">The confidences.</param>
/// <param name="Predictions">Mean confidence and entropy, decisions and the rest of the window.</param>
/// <param name="EstimatedQuality">What the window's probabilities promise; null without predictions.</param>
public sealed record DriftReport(
    string ModelVersion,
    long Rows,
    bool Judged,
    IReadOnlyList<SeriesDrift> Features,
    SeriesDrift Labels,
    SeriesDrift Confidences,
    PredictionCounts Predictions,
    ConfidenceBasedEstimate? EstimatedQuality)
{
    /// <summary>What is to be told, the gravest first.</summary>
    public IReadOnlyList<SeriesDrift> Alerts =>
    [
        .. Features.Append(Labels).Append(Confidences).Where(series => series.Alert != DriftLevel.None)
            .OrderByDescending(series => series.Alert).ThenByDescending(series => series.Stability.Psi).ThenBy(series => series.Name, StringComparer.Ordinal),
    ];
}
