using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Emotions;

namespace Cluster.Gateway.Contracts;

/// <summary>A track's emotion: a prediction over its whole length, and how it came about.</summary>
public class EmotionJson : PredictionJson
{
    /// <summary>For serialisers.</summary>
    public EmotionJson()
    {
    }

    /// <summary>An emotion's JSON.</summary>
    [SetsRequiredMembers]
    public EmotionJson(TrackEmotion emotion)
        : base(emotion.Prediction)
    {
        Method = Names.Of(emotion.Method);
        Clips = emotion.ClipCount;
    }

    /// <summary>majority or mean.</summary>
    [JsonPropertyOrder(20)] public required string Method { get; init; }

    /// <summary>The number of clips that were aggregated.</summary>
    [JsonPropertyOrder(21)] public required int Clips { get; init; }
}
