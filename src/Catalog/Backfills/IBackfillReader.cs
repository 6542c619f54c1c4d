using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>Reads jobs and their items.</summary>
public interface IBackfillReader
{
    /// <summary>A job with its counts; null when there is none.</summary>
    Task<BackfillJob?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Jobs, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<BackfillJob>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>A job's items in the order of its source, optionally of one state only.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<BackfillItem>> ListItemsAsync(string jobId, ItemState? state, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>How fast a job goes; null when there is no such job.</summary>
    Task<JobPace?> FindPaceAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Items without a result of all jobs that are queued or running, as far as they are listed.</summary>
    Task<long> CountPendingAsync(CancellationToken cancellationToken);
}
