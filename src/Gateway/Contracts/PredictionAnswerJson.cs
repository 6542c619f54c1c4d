using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Predictions;

namespace Cluster.Gateway.Contracts;

/// <summary>The answer to posted audio: the emotion over all of it, and its timeline.</summary>
public sealed class PredictionAnswerJson : EmotionJson
{
    /// <summary>For serialisers.</summary>
    public PredictionAnswerJson()
    {
    }

    /// <summary>A successful prediction's JSON.</summary>
    [SetsRequiredMembers]
    public PredictionAnswerJson(PredictOutcome outcome)
        : base(outcome.Emotion ?? throw new ArgumentException("The prediction failed.", nameof(outcome)))
    {
        DurationS = outcome.DurationS;
        Timeline = TimelineJson.From(outcome.Clips);
        Explanations = outcome.Explanations is { } explanations ? PredictionExplanationsJson.From(explanations, outcome.Clips) : null;
        Experiments = ExperimentTagJson.From(outcome.Experiments.IsDefault ? [] : outcome.Experiments);
    }

    /// <summary>Seconds that were analysed.</summary>
    [JsonPropertyOrder(30)] public required double DurationS { get; init; }

    /// <summary>The clips in order.</summary>
    [JsonPropertyOrder(31)] public required IReadOnlyList<TimelineJson> Timeline { get; init; }

    /// <summary>Why, where explain=true asked for it; null elsewhere.</summary>
    [JsonPropertyOrder(32)] public required PredictionExplanationsJson? Explanations { get; init; }

    /// <summary>The arms of running experiments that this answer is in.</summary>
    [JsonPropertyOrder(33)] public required IReadOnlyList<ExperimentTagJson> Experiments { get; init; }
}
