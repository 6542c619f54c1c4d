using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>As much of a prediction as feedback on it keeps.</summary>
/// <param name="Label">The predicted emotion.</param>
/// <param name="Confidence">Its calibrated probability, in [0, 1].</param>
/// <param name="ModelVersion">The model version that predicted.</param>
/// <param name="SchemaId">The feature schema that it read.</param>
/// <param name="PredictedAt">When it was predicted.</param>
[GenerateSerializer, Immutable, Alias("prediction-seen")]
public sealed record PredictionSeen(
    [property: Id(0)] EmotionLabel Label,
    [property: Id(1)] double Confidence,
    [property: Id(2)] string ModelVersion,
    [property: Id(3)] string SchemaId,
    [property: Id(4)] DateTimeOffset PredictedAt)
{
    /// <summary>What is kept of a prediction.</summary>
    public static PredictionSeen Of(Prediction prediction) =>
        new(prediction.Label, prediction.Confidence, prediction.ModelVersion, prediction.SchemaId, prediction.PredictedAt);
}
