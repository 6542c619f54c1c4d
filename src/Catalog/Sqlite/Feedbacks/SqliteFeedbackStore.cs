using System.Text.Json;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sqlite.Reviews;

namespace Cluster.Catalog.Sqlite.Feedbacks;

/// <summary>Feedback and labels on SQLite.</summary>
internal sealed class SqliteFeedbackStore(SqliteReaders readers, SqliteWriter writer) : IFeedbackStore
{
    private const string LabelIdentity = "labels";

    /// <inheritdoc/>
    public Task<Feedback?> FindAsync(string feedbackId, CancellationToken cancellationToken) =>
        readers.RunAsync(session => FeedbackRows.Find(session, feedbackId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Feedback>> ListAsync(FeedbackQuery query, CancellationToken cancellationToken)
    {
        var search = new FeedbackSearch(query);
        return await readers.RunAsync(search.Run, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Page<TrackLabel>> ListLabelsAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, FeedbackQuery.MaxLimit);
        var (trackId, start, length) = cursor is null
            ? (string.Empty, 0L, 0L)
            : Cursor.Decode(cursor, LabelIdentity, reader => (reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()));
        var labels = await readers.RunAsync(
            session => session.Prepare(LabelRows.FindPage).Set("$track", trackId).Set("$start", start).Set("$length", length)
                .Set("$limit", limit + 1).ToList(LabelRows.Read),
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
        var wanted = JsonSerializer.Serialize(kinds.Select(kind => (int)kind));
        return readers.RunAsync<IReadOnlyList<StandingRating>>(
            session => [.. session.Prepare(FeedbackRows.FindRatings).Set("$kinds", wanted).ToList(FeedbackRows.ReadRating).OfType<StandingRating>()], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Feedback> AddAsync(Feedback feedback, LabelResolver resolve, CancellationToken cancellationToken) => writer.RunAsync(
        session =>
        {
            if (FeedbackRows.TryAdd(session, feedback)) Resolve(session, feedback, resolve, feedback.CreatedAt);
            return FeedbackRows.Find(session, feedback.Id)!;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Feedback?> UndoAsync(string feedbackId, DateTimeOffset at, LabelResolver resolve, CancellationToken cancellationToken) => writer.RunAsync(
        session =>
        {
            var undone = FeedbackRows.TryUndo(session, feedbackId, at);
            var feedback = FeedbackRows.Find(session, feedbackId);
            if (undone) Resolve(session, feedback!, resolve, at);
            return feedback;
        },
        cancellationToken);

    private static void Resolve(SqliteSession session, Feedback changed, LabelResolver resolve, DateTimeOffset at)
    {
        var standing = FeedbackRows.Standing(session, changed.TrackId, changed.Stretch);
        LabelRows.Put(session, standing.Count > 0 ? standing[^1] : changed, resolve(standing), at);
        ReviewRows.Refresh(session, changed.TrackId);
    }
}
