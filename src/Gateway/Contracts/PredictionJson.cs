using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Emotions;

namespace Cluster.Gateway.Contracts;

/// <summary>A prediction as scripts rely on it.</summary>
public class PredictionJson
{
    /// <summary>For serialisers.</summary>
    public PredictionJson()
    {
    }

    /// <summary>A prediction's JSON.</summary>
    [SetsRequiredMembers]
    public PredictionJson(Prediction prediction)
    {
        Label = prediction.Label.ToName();
        Confidence = prediction.Confidence;
        Probabilities = prediction.Probabilities;
        Decision = Names.Of(prediction.Decision);
        TopTwo = [.. prediction.Probabilities.Ranked().Take(2).Select(label => label.ToName())];
        ModelVersion = prediction.ModelVersion;
        Schema = prediction.SchemaId;
        PredictedAt = prediction.PredictedAt;
        Reason = prediction.Reason is { } reason ? Names.Of(reason) : null;
    }

    /// <summary>happy, sad, angry or relaxed.</summary>
    [JsonPropertyOrder(10)] public required string Label { get; init; }

    /// <summary>Calibrated probability of the label, in [0, 1].</summary>
    [JsonPropertyOrder(11)] public required double Confidence { get; init; }

    /// <summary>Calibrated probabilities of all four.</summary>
    [JsonPropertyOrder(12)] public required EmotionProbabilities Probabilities { get; init; }

    /// <summary>tagged, topTwo or review.</summary>
    [JsonPropertyOrder(13)] public required string Decision { get; init; }

    /// <summary>The two most probable emotions, the first one first.</summary>
    [JsonPropertyOrder(14)] public required IReadOnlyList<string> TopTwo { get; init; }

    /// <summary>The model version that predicted.</summary>
    [JsonPropertyOrder(15)] public required string ModelVersion { get; init; }

    /// <summary>The feature schema that it read.</summary>
    [JsonPropertyOrder(16)] public required string Schema { get; init; }

    /// <summary>When it was predicted.</summary>
    [JsonPropertyOrder(17)] public required DateTimeOffset PredictedAt { get; init; }

    /// <summary>outOfDomain where the audio is unlike all that the model was trained on; null where the probabilities alone decide.</summary>
    [JsonPropertyOrder(18)] public string? Reason { get; init; }
}
