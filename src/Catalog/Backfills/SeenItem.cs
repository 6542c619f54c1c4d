namespace Cluster.Catalog.Backfills;

/// <summary>An item of a watched source, as it was when it was listed.</summary>
/// <param name="Item">Its name in the source.</param>
/// <param name="SizeBytes">Size of its file; -1 where there is none.</param>
/// <param name="ModifiedAt">Time of its last change; the epoch where there is no file.</param>
public sealed record SeenItem(string Item, long SizeBytes, DateTimeOffset ModifiedAt);
