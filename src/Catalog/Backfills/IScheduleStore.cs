using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>Schedules of backfills, and what those that watch a source have seen there.</summary>
public interface IScheduleStore : IScheduleReader
{
    /// <summary>Adds a schedule if there is none with its id. Returns the stored one.</summary>
    Task<BackfillSchedule> CreateAsync(BackfillSchedule schedule, CancellationToken cancellationToken);

    /// <summary>Stores what changed of a schedule if the stored version is still <see cref="BackfillSchedule.Version"/>; its spec does not change.</summary>
    /// <returns>The stored schedule, its version one higher; null when somebody else changed it first and nothing was written.</returns>
    Task<BackfillSchedule?> SaveAsync(BackfillSchedule schedule, CancellationToken cancellationToken);

    /// <summary>Those of some items that a schedule has seen before as they are now. At most 1,000 items.</summary>
    /// <returns>Their names.</returns>
    Task<IReadOnlySet<string>> FindSeenAsync(string id, IReadOnlyCollection<SeenItem> items, CancellationToken cancellationToken);

    /// <summary>Remembers items as they are now. At most 1,000 items.</summary>
    Task RememberAsync(string id, IReadOnlyCollection<SeenItem> items, CancellationToken cancellationToken);
}
