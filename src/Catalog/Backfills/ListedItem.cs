using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Backfills;

/// <summary>One item of a source.</summary>
/// <param name="Item">Path as the source names it: relative to the folder, or the manifest's own text. Unique within a job.</param>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="TrackId">The track that it becomes.</param>
/// <param name="Metadata">What the source says about it.</param>
/// <param name="Error">When the source's entry itself is bad, what is wrong with it: the item is stored as failed. Null otherwise.</param>
public sealed record ListedItem(string Item, string Path, string TrackId, TrackMetadata Metadata, string? Error = null);
