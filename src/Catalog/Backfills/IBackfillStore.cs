using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>
/// The work queue of the backfills: jobs, their items in chunks, and leases on chunks. Workers of every silo pull from it; several processes may share it.
/// </summary>
/// <remarks>
/// A lease is a fencing token: once it has run out and somebody else claimed the chunk, a late commit is refused. An item's result rows and the item's
/// own state commit in one transaction, so a result is written exactly once and counts are never ahead of, or behind, the results.
/// </remarks>
public interface IBackfillStore : IBackfillReader
{
    /// <summary>Adds a job if there is none with its id. Returns the stored one.</summary>
    Task<BackfillJob> CreateAsync(BackfillJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a job's state if it is one of <paramref name="from"/>, and its error with it. Sets the times that follow: the first start, and the end while
    /// the state is a final one. A final state ends a lease on the listing.
    /// </summary>
    /// <returns>The job after the call; null when there is none.</returns>
    Task<BackfillJob?> TransitionAsync(string jobId, IReadOnlyCollection<JobState> from, JobState to, string? error, CancellationToken cancellationToken);

    /// <summary>Jobs whose state is <see cref="JobState.Queued"/> or <see cref="JobState.Running"/>.</summary>
    Task<IReadOnlyList<BackfillJob>> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>Claims the listing of a queued or running job that is not listed and whose listing nobody holds; a queued job becomes running.</summary>
    Task<ListingLease?> ClaimListingAsync(string workerId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Adds listed items as a new chunk and renews the lease. An item that the job has already is left as it is, so a listing may start over. Two items with
    /// one track id: the later one is stored as failed, with an error that names the first.
    /// </summary>
    /// <returns>False when the lease is lost or the job no longer runs: the listing must stop.</returns>
    Task<bool> AppendItemsAsync(ListingLease lease, IReadOnlyList<ListedItem> items, CancellationToken cancellationToken);

    /// <summary>Marks the source as listed.</summary>
    /// <returns>False when the lease is lost.</returns>
    Task<bool> CompleteListingAsync(ListingLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Claims an open chunk of a running job whose lease is free or has run out, with the items that are still pending: jobs by priority, and of those with the
    /// same one the job whose chunks fewest workers hold. A lease that ran out counts against its items, see <see cref="PoisonRules"/>.
    /// </summary>
    /// <param name="workerId">Who claims.</param>
    /// <param name="lease">How long it is held without being renewed.</param>
    /// <param name="suspects">Whether a chunk that a dead worker has held is taken too. A process holds one of these at a time: what dies beside it is not to blame.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ChunkLease?> ClaimChunkAsync(string workerId, TimeSpan lease, bool suspects, CancellationToken cancellationToken);

    /// <summary>Claims any chunk.</summary>
    Task<ChunkLease?> ClaimChunkAsync(string workerId, TimeSpan lease, CancellationToken cancellationToken) => ClaimChunkAsync(workerId, lease, true, cancellationToken);

    /// <summary>Renews a lease.</summary>
    /// <returns>The job's state; null when the lease is lost.</returns>
    Task<JobState?> RenewAsync(ChunkLease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// Writes results and the items' new states in one transaction, whatever the job's state: what was done is kept. A chunk with no pending item left is
    /// complete, and its lease ends. An item that has its result already keeps it.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="results">Finished items.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>The job's state; null when the lease is lost: nothing was written.</returns>
    /// <exception cref="ArgumentException">A result is of no item of the chunk, of another track, or has no final state; nothing was written.</exception>
    Task<JobState?> CommitAsync(ChunkLease lease, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken);

    /// <summary>Gives a chunk back before its lease runs out, for instance at shutdown or when the job was paused.</summary>
    Task ReleaseAsync(ChunkLease lease, CancellationToken cancellationToken);

    /// <summary>True when a job is listed and every chunk is complete.</summary>
    Task<bool> IsDrainedAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Makes failed items pending again; their attempts are kept and their chunks opened.</summary>
    /// <returns>The number of items. Items that the source itself is to blame for (a bad entry, a track id that is taken) stay failed.</returns>
    Task<long> ReopenFailedAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes items of jobs that ended before a time, chunk by chunk. A job's counts stay as they are; chunks with failed items stay, for lists and retries, and so do chunks that were never
    /// finished. Several processes may sweep at once.
    /// </summary>
    /// <param name="before">The time.</param>
    /// <param name="most">Chunks at most, so that nobody else's write waits long; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>How many chunks that were.</returns>
    Task<int> SweepAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
