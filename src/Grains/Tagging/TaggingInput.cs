using Cluster.Abstractions.Tracks;
using Cluster.Grains.Analysis;

namespace Cluster.Grains.Tagging;

/// <summary>One track to tag.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Path">Absolute path of its audio.</param>
/// <param name="Metadata">What is newly known about it.</param>
/// <param name="Stored">The track as it is stored; null when it is not.</param>
/// <param name="Force">Analyse it even when the stored result is current.</param>
/// <param name="Lane">Who waits.</param>
public sealed record TaggingInput(string TrackId, string Path, TrackMetadata Metadata, Track? Stored, bool Force, AnalysisLane Lane);
