using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Tracks;

/// <summary>A track grain's state: the catalogue's rows of the track.</summary>
public sealed class TrackState
{
    /// <summary>The track as stored, or as it is to be stored; null while there is none.</summary>
    public Track? Track { get; set; }

    /// <summary>Features to write in the same transaction as the track; not kept after the write.</summary>
    public AnalysedContent? Content { get; set; }
}
