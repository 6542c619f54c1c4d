using System.Collections.Immutable;

namespace Cluster.Abstractions.Events;

/// <summary>Takes what listeners did. A stateless worker: the key is always 0.</summary>
[Alias("events-grain")]
public interface IEventsGrain : IGrainWithIntegerKey
{
    /// <summary>Stores the sound events of a batch; they are on disk when this returns, and the others are named.</summary>
    /// <param name="events">At most <see cref="EventRules.MaxBatch"/>.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    [Alias("add")]
    Task<EventsOutcome> AddAsync(ImmutableArray<ListeningEvent> events, CancellationToken cancellationToken = default);
}
