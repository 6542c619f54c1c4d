using System.Data.Common;
using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>The columns of a prediction, as tracks and clips both have them.</summary>
internal static class PredictionColumns
{
    public const int Count = 11;

    public static readonly SqlColumns<Prediction> All = new()
    {
        { "label", prediction => (long)prediction.Label },
        { "confidence", prediction => prediction.Confidence },
        { "p_happy", prediction => prediction.Probabilities.Happy },
        { "p_sad", prediction => prediction.Probabilities.Sad },
        { "p_angry", prediction => prediction.Probabilities.Angry },
        { "p_relaxed", prediction => prediction.Probabilities.Relaxed },
        { "decision", prediction => (long)prediction.Decision },
        { "model_version", prediction => prediction.ModelVersion },
        { "schema_id", prediction => prediction.SchemaId },
        { "predicted_at", prediction => prediction.PredictedAt.ToTicks() },
        { "review_reason", prediction => (long?)prediction.Reason },
    };

    /// <summary>Reads the columns from <paramref name="at"/> on; null when there is no prediction.</summary>
    public static Prediction? Read(DbDataReader reader, int at) => reader.IsDBNull(at)
        ? null
        : new Prediction
        {
            Label = (EmotionLabel)reader.GetInt32(at),
            Confidence = reader.GetDouble(at + 1),
            Probabilities = new EmotionProbabilities(reader.GetDouble(at + 2), reader.GetDouble(at + 3), reader.GetDouble(at + 4), reader.GetDouble(at + 5)),
            Decision = (TagDecision)reader.GetInt32(at + 6),
            ModelVersion = reader.GetString(at + 7),
            SchemaId = reader.GetString(at + 8),
            PredictedAt = reader.Time(at + 9),
            Reason = (ReviewReason?)reader.Number(at + 10),
        };
}
