using Cluster.Abstractions.Events;
using Cluster.Catalog.Events;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sql.Reviews;

namespace Cluster.Catalog.Sql.Events;

/// <summary>What listeners did, on a database. Plays move their tracks in the review queue in the transaction that stores or deletes them, so each counts exactly once.</summary>
internal sealed class EventStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : IEventStore
{
    /// <inheritdoc/>
    public async Task<Page<UnitOutcomes>> ReadOutcomesAsync(OutcomeQuery query, CancellationToken cancellationToken)
    {
        var search = new OutcomeSearch(query);
        return await reads.RunSingleAsync(search.RunAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string> HashUnitAsync(string unit, CancellationToken cancellationToken) => reads.RunSingleAsync(
        async session => UnitHash.ToText(UnitHash.Of(await EventRows.SaltAsync(session).ConfigureAwait(false), unit)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventResult>> AddAsync(IReadOnlyList<ListeningEvent> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, EventRules.MaxBatch, nameof(events));
        return events.Count == 0 ? Task.FromResult<IReadOnlyList<EventResult>>([]) : writes.RunAsync(session => AddAsync(session, events), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> DeleteAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return writes.RunAsync(
            async session =>
            {
                var oldest = await session.Prepare(EventRows.FindOldest).Set("$before", before.ToTicks()).Set("$most", most)
                    .ToListAsync(row => (Number: row.GetInt64(0), TrackId: row.GetString(1))).ConfigureAwait(false);
                if (oldest.Count == 0) return 0;
                session.LockTracks([.. oldest.Select(row => row.TrackId).Distinct()]);

                // Another silo may have deleted some while this one waited for the tracks: only what is deleted here counts here.
                var deleted = await session.Prepare(EventRows.DeleteMany).SetList("$numbers", [.. oldest.Select(row => row.Number)])
                    .ToListAsync(row => ((ListeningEventKind)row.GetInt32(0), row.GetString(1))).ConfigureAwait(false);
                await CountPlaysAsync(session, deleted, -1).ConfigureAwait(false);
                return deleted.Count;
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<EventResult>> AddAsync(SqlSession session, IReadOnlyList<ListeningEvent> events)
    {
        session.LockTracks([.. events.Select(added => added.TrackId).Distinct()]);
        var (salt, now) = (await EventRows.SaltAsync(session).ConfigureAwait(false), clock.GetUtcNow());
        var taken = (await EventRows.FindManyAsync(session, [.. events.Select(added => added.Id).Distinct()]).ConfigureAwait(false)).ToDictionary(stored => stored.Event.Id, StringComparer.Ordinal);
        var tracks = (await session.Prepare(EventRows.FindTracks).SetList("$tracks", [.. events.Select(added => added.TrackId).Distinct()])
            .ToListAsync(row => row.GetString(0)).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var (results, fresh) = (new EventResult[events.Count], new List<StoredEvent>());
        foreach (var (i, added) in events.Index())
        {
            var row = new StoredEvent(added with { Unit = null }, added.Unit is { } unit ? UnitHash.Of(salt, unit) : null, now);
            results[i] = taken.TryGetValue(added.Id, out var known) ? known.IsSame(row) ? EventResult.Known : EventResult.OtherEvent
                : tracks.Contains(added.TrackId) ? EventResult.Stored : EventResult.UnknownTrack;
            if (results[i] != EventResult.Stored) continue;
            taken.Add(added.Id, row);
            fresh.Add(row);
        }

        if (fresh.Count == 0) return results;
        await EventRows.InsertAsync(session, fresh).ConfigureAwait(false);
        await CountPlaysAsync(session, fresh.Select(row => (row.Event.Kind, row.Event.TrackId)), 1).ConfigureAwait(false);
        return results;
    }

    private static async Task CountPlaysAsync(SqlSession session, IEnumerable<(ListeningEventKind Kind, string TrackId)> events, int sign)
    {
        var plays = events.Where(done => done.Kind == ListeningEventKind.Play).CountBy(done => done.TrackId).ToList();
        if (plays.Count == 0) return;
        var before = (await session.Prepare(EventRows.FindPlays).SetList("$tracks", [.. plays.Select(track => track.Key)])
            .ToListAsync(row => (TrackId: row.GetString(0), Plays: row.GetInt64(1))).ConfigureAwait(false)).ToDictionary(row => row.TrackId, row => row.Plays, StringComparer.Ordinal);
        await ReviewRows.RefreshAsync(
            session, [.. plays.Select(track => new ReviewSignal(track.Key, null, Math.Max(0, before.GetValueOrDefault(track.Key) + (sign * track.Value))))]).ConfigureAwait(false);
    }
}
