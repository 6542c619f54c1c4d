using Cluster.Abstractions.Events;

namespace Cluster.Catalog.Events;

/// <summary>Writes what listeners did. What a call returned from has survived: it is on disk, with the tracks' places in the review queue.</summary>
public interface IEventStore : IEventReader
{
    /// <summary>Adds events whose ids are not taken, and counts their plays as traffic of the review queue, in one transaction.</summary>
    /// <param name="events">Sound by <see cref="EventRules"/>; at most <see cref="EventRules.MaxBatch"/>.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>What became of each, in their order.</returns>
    Task<IReadOnlyList<EventResult>> AddAsync(IReadOnlyList<ListeningEvent> events, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest events, and takes their plays off the review queue, in one transaction.</summary>
    /// <param name="before">Those that happened before this.</param>
    /// <param name="most">At most so many, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}

/// <summary>What became of one event.</summary>
public enum EventResult
{
    /// <summary>It is on disk now.</summary>
    Stored = 0,

    /// <summary>It was on disk before.</summary>
    Known = 1,

    /// <summary>Its id is that of another event; nothing was written.</summary>
    OtherEvent = 2,

    /// <summary>There is no such track; nothing was written.</summary>
    UnknownTrack = 3,
}
