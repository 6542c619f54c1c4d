using System.Globalization;
using System.Text.Json;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Searches tracks page by page, each page from a key along an index.</summary>
/// <remarks>
/// An order by confidence is two lists, one after the other: the tagged tracks by confidence, then the untagged ones by id. Descending is the exact reverse
/// of ascending among the tagged, ties included, so that one index serves both.
/// </remarks>
internal sealed class TrackSearch
{
    private readonly TrackQuery query;
    private readonly string identity;
    private readonly SqlFilters filters = new();

    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public TrackSearch(TrackQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query.Limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, TrackQuery.MaxLimit, nameof(query.Limit));
        if (!Enum.IsDefined(query.Sort)) throw new ArgumentOutOfRangeException(nameof(query), query.Sort, "Not an order.");
        this.query = query;
        identity = "tracks" + JsonSerializer.Serialize(query with { Cursor = null, Limit = 1 });
        filters.Add("label = $label", "$label", (long?)query.Emotion);
        filters.Add("decision = $decision", "$decision", (long?)query.Decision);
        filters.Add("confidence >= $least", "$least", query.MinConfidence);
        filters.Add("<long artist = $artist>", "$artist", query.Artist);
        filters.Add("<long album = $album>", "$album", query.Album);
        filters.Add("<long genre = $genre>", "$genre", query.Genre);
        filters.Add("year = $year", "$year", (long?)query.Year);
        Position = query.Cursor is null ? new TrackPosition(!ByConfidence, null, null) : Cursor.Decode(query.Cursor, identity, TrackPosition.Read);
    }

    /// <summary>Where the page begins.</summary>
    public TrackPosition Position { get; }

    private bool ByConfidence => query.Sort != TrackSort.TrackId;

    // A filter on what only tagged tracks have leaves no untagged ones.
    private bool OnlyTagged => query.Emotion is not null || query.Decision is not null || query.MinConfidence is not null;

    /// <summary>Reads the page.</summary>
    public async Task<Page<Track>> RunAsync(SqlSession session)
    {
        var tracks = await ReadAsync(session, Position, query.Limit + 1).ConfigureAwait(false);
        if (!Position.ById && tracks.Count <= query.Limit && !OnlyTagged)
            tracks.AddRange(await ReadAsync(session, new TrackPosition(true, null, null), query.Limit + 1 - tracks.Count).ConfigureAwait(false));
        if (tracks.Count <= query.Limit) return new Page<Track>(tracks, null);
        tracks.RemoveAt(query.Limit);
        var last = tracks[^1];
        var position = new TrackPosition(!ByConfidence || last.Emotion is null, last.Emotion?.Prediction.Confidence, last.TrackId);
        return new Page<Track>(tracks, Cursor.Encode(identity, position.Write));
    }

    /// <summary>The statement for one of the lists.</summary>
    public string Sql(TrackPosition position)
    {
        var where = new List<string>(filters.Conditions);
        string order;
        if (position.ById)
        {
            if (ByConfidence) where.Add("confidence IS NULL");
            if (position.TrackId is not null) where.Add("track_id > $after");
            order = "track_id";
        }
        else
        {
            var (sign, direction) = query.Sort == TrackSort.ConfidenceAscending ? (">", "ASC") : ("<", "DESC");
            where.Add("confidence IS NOT NULL");
            if (position.TrackId is not null) where.Add($"(confidence, track_id) {sign} ($confidence, $after)");
            order = $"confidence {direction}, track_id {direction}";
        }

        var condition = SqlFilters.Where(where);
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {TrackColumns.All.Names} FROM track{condition} ORDER BY {order} LIMIT $limit");
    }

    /// <summary>Sets the statement's parameters.</summary>
    public void Bind(SqlStatement statement, TrackPosition position, int limit)
    {
        filters.Set(statement);
        if (position.TrackId is not null) statement.Set("$after", position.TrackId);
        if (position is { ById: false, TrackId: not null }) statement.Set("$confidence", position.Confidence);
        statement.Set("$limit", limit);
    }

    private Task<List<Track>> ReadAsync(SqlSession session, TrackPosition position, int limit)
    {
        var statement = session.Prepare(Sql(position));
        Bind(statement, position, limit);
        return statement.ToListAsync(TrackColumns.Read);
    }
}
