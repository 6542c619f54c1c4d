using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Tracks;

/// <summary>One recording with all that is known about it: the state of a track grain, and a row of the catalogue with its clips.</summary>
[GenerateSerializer, Immutable, Alias("track")]
public sealed record Track
{
    /// <summary>The track's id; see <see cref="TrackIds"/>.</summary>
    [Id(0)] public required string TrackId { get; init; }

    /// <summary>Title, artist and so on.</summary>
    [Id(1)] public TrackMetadata Metadata { get; init; } = TrackMetadata.Empty;

    /// <summary>The analysed audio; null until a file was analysed.</summary>
    [Id(2)] public AudioSource? Audio { get; init; }

    /// <summary>The emotion over the whole track; null until it was tagged.</summary>
    [Id(3)] public TrackEmotion? Emotion { get; init; }

    /// <summary>The clips in order of their index; empty until the track was tagged.</summary>
    [Id(4)] public ImmutableArray<Clip> Clips { get; init; } = [];

    /// <summary>The row's version: 0 for a track that is not stored yet, then rising by one with every change.</summary>
    [Id(5)] public long Version { get; init; }
}
