using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;

namespace Cluster.Abstractions.Tracks;

/// <summary>A track as somebody is to see it.</summary>
/// <param name="Track">The track; its decisions may be those of an arm's thresholds.</param>
/// <param name="Experiments">The arms that the answer is in.</param>
[GenerateSerializer, Immutable, Alias("track-lookup")]
public sealed record TrackLookup([property: Id(0)] Track Track, [property: Id(1)] ImmutableArray<ExperimentTag> Experiments)
{
    /// <summary>True when whoever asks gets the same and nobody counts who saw it: then it may be sent again for a moment.</summary>
    [Id(2)]
    public bool IsForEverybody { get; init; }
}
