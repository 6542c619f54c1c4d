using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Clips;

namespace Cluster.Gateway.Contracts;

/// <summary>One stretch of a timeline with its prediction.</summary>
public sealed class TimelineJson : PredictionJson
{
    /// <summary>For serialisers.</summary>
    public TimelineJson()
    {
    }

    /// <summary>A tagged clip's place on the timeline.</summary>
    [SetsRequiredMembers]
    public TimelineJson(Clip clip)
        : base(clip.Prediction ?? throw new ArgumentException("The clip is not tagged.", nameof(clip)))
    {
        StartS = clip.StartS;
        DurS = clip.DurationS;
    }

    /// <summary>Start in seconds.</summary>
    [JsonPropertyOrder(0)] public required double StartS { get; init; }

    /// <summary>Length in seconds.</summary>
    [JsonPropertyOrder(1)] public required double DurS { get; init; }

    /// <summary>The timeline of a track's tagged clips.</summary>
    public static IReadOnlyList<TimelineJson> From(IEnumerable<Clip> clips) => [.. clips.Where(clip => clip.Prediction is not null).Select(clip => new TimelineJson(clip))];
}
