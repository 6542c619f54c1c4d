using Cluster.Abstractions.Emotions;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>The columns of a prediction, as tracks and clips both have them.</summary>
internal static class PredictionColumns
{
    public const int Count = 10;
    public const string Names = "label, confidence, p_happy, p_sad, p_angry, p_relaxed, decision, model_version, schema_id, predicted_at";
    public const string Parameters = "$label, $confidence, $happy, $sad, $angry, $relaxed, $decision, $model, $schema, $predicted";

    /// <summary>Reads the columns from <paramref name="at"/> on; null when there is no prediction.</summary>
    public static Prediction? Read(SqliteDataReader reader, int at) => reader.IsDBNull(at)
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
        };

    /// <summary>Sets the parameters; all NULL for null.</summary>
    public static SqliteStatement Set(this SqliteStatement statement, Prediction? prediction) => statement
        .Set("$label", (long?)prediction?.Label)
        .Set("$confidence", prediction?.Confidence)
        .Set("$happy", prediction?.Probabilities.Happy)
        .Set("$sad", prediction?.Probabilities.Sad)
        .Set("$angry", prediction?.Probabilities.Angry)
        .Set("$relaxed", prediction?.Probabilities.Relaxed)
        .Set("$decision", (long?)prediction?.Decision)
        .Set("$model", prediction?.ModelVersion)
        .Set("$schema", prediction?.SchemaId)
        .Set("$predicted", prediction?.PredictedAt.ToTicks());
}
