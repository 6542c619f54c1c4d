using System.Collections.Immutable;
using Cluster.Abstractions.Events;
using Cluster.Catalog.Events;
using Orleans.Concurrency;

namespace Cluster.Grains.Events;

/// <summary>Takes batches of events: sorts out what breaks the rules and stores the rest.</summary>
[StatelessWorker]
public sealed class EventsGrain(IEventStore store, EventOptions options, TimeProvider clock) : Grain, IEventsGrain
{
    /// <inheritdoc/>
    public async Task<EventsOutcome> AddAsync(ImmutableArray<ListeningEvent> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Length, EventRules.MaxBatch, nameof(events));
        var now = clock.GetUtcNow();
        var refused = new List<EventRefusal>();
        var sound = new List<(int Index, ListeningEvent Event)>();
        foreach (var (index, received) in events.Index())
        {
            if (EventRules.Validate(received, now, options.Retention) is { } flaw) refused.Add(new EventRefusal(index, received.Id, flaw.Field, flaw.Reason));
            else sound.Add((index, received));
        }

        var results = sound.Count > 0 ? await store.AddAsync([.. sound.Select(pair => pair.Event)], cancellationToken) : [];
        foreach (var ((index, received), result) in sound.Zip(results))
        {
            if (result == EventResult.OtherEvent) refused.Add(new EventRefusal(index, received.Id, "id", $"id '{received.Id}' is that of another event."));
            if (result == EventResult.UnknownTrack) refused.Add(new EventRefusal(index, received.Id, "trackId", $"There is no track '{received.TrackId}' in the catalogue."));
        }

        return new EventsOutcome(
            results.Count(result => result == EventResult.Stored), results.Count(result => result == EventResult.Known), [.. refused.OrderBy(refusal => refusal.Index)]);
    }
}
