using System.Text.Json;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;

namespace Cluster.Catalog.Sql.Feedbacks;

/// <summary>Lists feedback page by page, newest first, each page from a key along an index.</summary>
internal sealed class FeedbackSearch
{
    private readonly FeedbackQuery query;
    private readonly string identity;
    private readonly long before;

    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    public FeedbackSearch(FeedbackQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query.Limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, FeedbackQuery.MaxLimit, nameof(query.Limit));
        this.query = query;
        identity = "feedback" + JsonSerializer.Serialize(query with { Cursor = null, Limit = 1 });
        before = query.Cursor is null ? long.MaxValue : Cursor.Decode(query.Cursor, identity, reader => reader.ReadInt64());
    }

    /// <summary>The statement.</summary>
    public string Sql
    {
        get
        {
            var where = "feedback_no < $before";
            if (query.TrackId is not null) where += " AND track_id = $track";
            if (query.Author is not null) where += " AND author = $author";
            if (query.Kind is not null) where += " AND kind = $kind";
            if (!query.WithUndone) where += " AND undone_at IS NULL";
            return $"SELECT {FeedbackRows.Names} FROM feedback WHERE {where} ORDER BY feedback_no DESC LIMIT $limit";
        }
    }

    /// <summary>Reads the page.</summary>
    public async Task<Page<Feedback>> RunAsync(SqlSession session)
    {
        var statement = session.Prepare(Sql).Set("$before", before).Set("$limit", query.Limit + 1);
        if (query.TrackId is not null) statement.Set("$track", query.TrackId);
        if (query.Author is not null) statement.Set("$author", query.Author);
        if (query.Kind is not null) statement.Set("$kind", (long)query.Kind);
        var rows = await statement.ToListAsync(row => (Number: FeedbackRows.ReadNumber(row), Feedback: FeedbackRows.Read(row))).ConfigureAwait(false);
        var more = rows.Count > query.Limit;
        if (more) rows.RemoveAt(query.Limit);
        return new Page<Feedback>([.. rows.Select(row => row.Feedback)], more ? Cursor.Encode(identity, writer => writer.Write(rows[^1].Number)) : null);
    }
}
