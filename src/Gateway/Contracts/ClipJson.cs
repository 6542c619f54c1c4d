using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;

namespace Cluster.Gateway.Contracts;

/// <summary>A clip.</summary>
public sealed class ClipJson
{
    /// <summary><c>trackId#index</c>.</summary>
    public required string ClipId { get; init; }

    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary>Position among the track's clips, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Start in seconds.</summary>
    public required double StartS { get; init; }

    /// <summary>Length in seconds.</summary>
    public required double DurS { get; init; }

    /// <summary>Sample rate of the file in Hz; null when it is not known here.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Mean bit rate of the file in kbit/s; null when it is not known here.</summary>
    public double? Bitrate { get; init; }

    /// <summary>What the model says; null until it was tagged.</summary>
    public PredictionJson? Prediction { get; init; }

    /// <summary>A clip's JSON.</summary>
    public static ClipJson From(Clip clip, AudioSource? audio) => new()
    {
        ClipId = clip.Id.ToString(),
        TrackId = clip.TrackId,
        Index = clip.Index,
        StartS = clip.StartS,
        DurS = clip.DurationS,
        SampleRate = audio?.SampleRate,
        Bitrate = audio?.BitrateKbps,
        Prediction = clip.Prediction is { } prediction ? new PredictionJson(prediction) : null,
    };
}
