namespace Cluster.Modeling.Drift;

/// <summary>One model's window against its reference.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="Rows">Predictions of the window.</param>
/// <param name="Judged">False where the window is too small: levels and alerts are then those of the window before.</param>
/// <param name="Features">Each feature, in the order of the schema.</param>
/// <param name="Labels">The predicted emotions.</param>
/// <param name="Current">Confidence, entropy and decisions of the window.</param>
/// <param name="Reference">The same of the reference.</param>
/// <param name="EstimatedQuality">What the window's probabilities promise; null without predictions.</param>
/// <param name="EstimatedReferenceQuality">What the reference's probabilities promise; null without predictions.</param>
public sealed record DriftReport(
    string ModelVersion,
    long Rows,
    bool Judged,
    IReadOnlyList<SeriesDrift> Features,
    SeriesDrift Labels,
    PredictionCounts Current,
    PredictionCounts Reference,
    ConfidenceBasedEstimate? EstimatedQuality,
    ConfidenceBasedEstimate? EstimatedReferenceQuality)
{
    /// <summary>What is to be told, the gravest first.</summary>
    public IReadOnlyList<SeriesDrift> Alerts =>
    [
        .. Features.Append(Labels).Where(series => series.Alert != DriftLevel.None)
            .OrderByDescending(series => series.Alert).ThenByDescending(series => series.Stability.Psi).ThenBy(series => series.Name, StringComparer.Ordinal),
    ];
}
