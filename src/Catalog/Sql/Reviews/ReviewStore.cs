using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sql.Tracks;

namespace Cluster.Catalog.Sql.Reviews;

/// <summary>The review queue on a database: each page is read along the index of scores from a key.</summary>
internal sealed class ReviewStore(ISqlReads reads, ISqlWrites writes) : IReviewStore
{
    private const string Identity = "review";

    /// <inheritdoc/>
    public async Task<Page<ReviewEntry>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IReviewReader.MaxLimit);
        var after = cursor is null ? null : Cursor.Decode(cursor, Identity, reader => new Place(reader.ReadDouble(), reader.ReadString()));
        return await reads.RunAsync(session => ReadAsync(session, after, limit), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> SignalAsync(IReadOnlyCollection<ReviewSignal> signals, CancellationToken cancellationToken)
    {
        foreach (var signal in signals)
        {
            if (signal.ShadowDisagreement is not (null or (>= 0 and <= 1)))
                throw new ArgumentOutOfRangeException(nameof(signals), signal.ShadowDisagreement, $"The shadow disagreement on '{signal.TrackId}' must lie in 0 to 1.");
            if (signal.Plays is < 0) throw new ArgumentOutOfRangeException(nameof(signals), signal.Plays, $"The plays of '{signal.TrackId}' must be at least 0.");
        }

        if (signals.Count == 0) return Task.FromResult(0);
        return writes.RunAsync(
            async session =>
            {
                session.LockTracks([.. signals.Select(signal => signal.TrackId)]);
                var known = await ReviewRows.RefreshAsync(session, signals).ConfigureAwait(false);
                return signals.Count(signal => known.Contains(signal.TrackId));
            },
            cancellationToken);
    }

    private static async Task<Page<ReviewEntry>> ReadAsync(SqlSession session, Place? after, int limit)
    {
        var statement = session.Prepare(after is null ? ReviewRows.FindFirst : ReviewRows.FindNext).Set("$limit", limit + 1);
        if (after is not null) statement.Set("$score", after.Score).Set("$after", after.TrackId);
        var rows = await statement.ToListAsync(row => (TrackId: row.GetString(0), Score: row.GetDouble(1), Disagreement: row.GetDouble(2), Plays: row.GetInt64(3))).ConfigureAwait(false);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        var tracks = (await TrackRows.FindAllAsync(session, [.. rows.Select(row => row.TrackId)]).ConfigureAwait(false)).ToDictionary(track => track.TrackId, StringComparer.Ordinal);
        var next = more ? Cursor.Encode(Identity, new Place(rows[^1].Score, rows[^1].TrackId).Write) : null;
        return new Page<ReviewEntry>([.. rows.Select(row => new ReviewEntry(tracks[row.TrackId], row.Score, row.Disagreement, row.Plays))], next);
    }

    private sealed record Place(double Score, string TrackId)
    {
        public void Write(BinaryWriter writer)
        {
            writer.Write(Score);
            writer.Write(TrackId);
        }
    }
}
