using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>Reads schedules of backfills.</summary>
public interface IScheduleReader
{
    /// <summary>The most entries of a page.</summary>
    const int MaxLimit = 1000;

    /// <summary>A schedule; null when there is none.</summary>
    Task<BackfillSchedule?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Schedules, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<BackfillSchedule>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);
}
