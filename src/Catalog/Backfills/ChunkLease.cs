using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>The right to work on one chunk.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Spec">How the job wants it.</param>
/// <param name="ChunkId">The chunk's number within the job.</param>
/// <param name="Token">Fencing token: rises with every claim.</param>
/// <param name="Items">The pending items.</param>
public sealed record ChunkLease(string JobId, BackfillSpec Spec, long ChunkId, long Token, IReadOnlyList<PendingItem> Items);

/// <summary>An item to work on.</summary>
/// <param name="Number">The item's number within the job.</param>
/// <param name="Listed">What the source says.</param>
/// <param name="Attempts">How often it was tried before.</param>
public sealed record PendingItem(long Number, ListedItem Listed, int Attempts);
