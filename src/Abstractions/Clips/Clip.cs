using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Clips;

/// <summary>A stretch of a track with its prediction.</summary>
[GenerateSerializer, Immutable, Alias("clip")]
public sealed record Clip
{
    /// <summary>The track.</summary>
    [Id(0)] public required string TrackId { get; init; }

    /// <summary>Position among the track's clips, from 0.</summary>
    [Id(1)] public required int Index { get; init; }

    /// <summary>Start within the track in seconds.</summary>
    [Id(2)] public required double StartS { get; init; }

    /// <summary>Length in seconds.</summary>
    [Id(3)] public required double DurationS { get; init; }

    /// <summary>What the model says; null until it was tagged.</summary>
    [Id(4)] public Prediction? Prediction { get; init; }

    /// <summary>The clip's id.</summary>
    public ClipId Id => new(TrackId, Index);
}
