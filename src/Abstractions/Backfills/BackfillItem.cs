namespace Cluster.Abstractions.Backfills;

/// <summary>One item of a job.</summary>
/// <param name="Item">Path of the file, as the source names it.</param>
/// <param name="TrackId">The track that it becomes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("backfill-item")]
public sealed record BackfillItem(
    [property: Id(0)] string Item,
    [property: Id(1)] string TrackId,
    [property: Id(2)] ItemState State,
    [property: Id(3)] int Attempts,
    [property: Id(4)] string? Error);
