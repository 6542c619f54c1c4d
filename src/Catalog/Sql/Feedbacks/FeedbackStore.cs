using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sql.Reviews;

namespace Cluster.Catalog.Sql.Feedbacks;

/// <summary>Feedback and labels on a database.</summary>
internal sealed class FeedbackStore(ISqlReads reads, ISqlWrites writes) : IFeedbackStore
{
    private const string LabelIdentity = "labels";

    /// <inheritdoc/>
    public Task<Feedback?> FindAsync(string feedbackId, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => FeedbackRows.FindAsync(session, feedbackId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Feedback>> ListAsync(FeedbackQuery query, CancellationToken cancellationToken)
    {
        var search = new FeedbackSearch(query);
        return await reads.RunSingleAsync(search.RunAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Page<TrackLabel>> ListLabelsAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, FeedbackQuery.MaxLimit);
        var (trackId, start, length) = cursor is null
            ? (string.Empty, 0L, 0L)
            : Cursor.Decode(cursor, LabelIdentity, reader => (reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()));
        var labels = await reads.RunSingleAsync(
            session => session.Prepare(LabelRows.FindPage).Set("$track", trackId).Set("$start", start).Set("$length", length)
                .Set("$limit", limit + 1).ToListAsync(LabelRows.Read),
            cancellationToken).ConfigureAwait(false);
        if (labels.Count <= limit) return new Page<TrackLabel>(labels, null);
        labels.RemoveAt(limit);
        var last = labels[^1];
        return new Page<TrackLabel>(labels, Cursor.Encode(LabelIdentity, bytes =>
        {
            bytes.Write(last.TrackId);
            bytes.Write(last.Stretch.StartMicroseconds);
            bytes.Write(last.Stretch.DurationMicroseconds);
        }));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StandingRating>> ReadRatingsAsync(IReadOnlyCollection<AnnotatorKind> kinds, CancellationToken cancellationToken)
    {
        long[] wanted = [.. kinds.Select(kind => (long)kind)];
        return reads.RunSingleAsync<IReadOnlyList<StandingRating>>(
            async session => [.. (await session.Prepare(FeedbackRows.FindRatings).SetList("$kinds", wanted).ToListAsync(FeedbackRows.ReadRating).ConfigureAwait(false)).OfType<StandingRating>()],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Feedback> AddAsync(Feedback feedback, LabelResolver resolve, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            session.LockTracks([feedback.TrackId]);
            if (await FeedbackRows.TryAddAsync(session, feedback).ConfigureAwait(false))
                await ResolveAsync(session, feedback, resolve, feedback.CreatedAt).ConfigureAwait(false);
            return (await FeedbackRows.FindAsync(session, feedback.Id).ConfigureAwait(false))!;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Feedback?> UndoAsync(string feedbackId, DateTimeOffset at, LabelResolver resolve, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            if (await FeedbackRows.FindAsync(session, feedbackId).ConfigureAwait(false) is not { } feedback) return null;
            session.LockTracks([feedback.TrackId]);
            if (await FeedbackRows.TryUndoAsync(session, feedbackId, at).ConfigureAwait(false))
                await ResolveAsync(session, feedback, resolve, at).ConfigureAwait(false);
            return await FeedbackRows.FindAsync(session, feedbackId).ConfigureAwait(false);
        },
        cancellationToken);

    private static async Task ResolveAsync(SqlSession session, Feedback changed, LabelResolver resolve, DateTimeOffset at)
    {
        var standing = await FeedbackRows.StandingAsync(session, changed.TrackId, changed.Stretch).ConfigureAwait(false);
        LabelRows.Put(session, standing.Count > 0 ? standing[^1] : changed, resolve(standing), at);
        await ReviewRows.RefreshAsync(session, [new ReviewSignal(changed.TrackId, null, null)]).ConfigureAwait(false);
    }
}
