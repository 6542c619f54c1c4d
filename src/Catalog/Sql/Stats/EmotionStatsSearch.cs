using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Cluster.Catalog.Stats;

namespace Cluster.Catalog.Sql.Stats;

/// <summary>Counts emotions by group, page by page.</summary>
/// <remarks>
/// An order by size needs all counts, whatever the page: on SQLite they are read from the index <c>track_stats</c>, which holds every column that is counted or filtered by.
/// </remarks>
internal sealed class EmotionStatsSearch
{
    private const string Counts =
        "COUNT(*), COUNT(t.label), COUNT(CASE WHEN t.label = 0 THEN 1 END), COUNT(CASE WHEN t.label = 1 THEN 1 END), COUNT(CASE WHEN t.label = 2 THEN 1 END),"
        + " COUNT(CASE WHEN t.label = 3 THEN 1 END), COUNT(CASE WHEN t.decision = 0 THEN 1 END), COUNT(CASE WHEN t.decision = 1 THEN 1 END),"
        + " COUNT(CASE WHEN t.decision = 2 THEN 1 END), AVG(t.confidence), CAST(COALESCE(SUM(t.clip_count), 0) AS BIGINT)";

    private const string Played = "(SELECT DISTINCT session, track_id FROM listening_event WHERE session IS NOT NULL AND kind = 0) e JOIN track t ON t.track_id = e.track_id";

    private readonly EmotionStatsQuery query;
    private readonly string identity;
    private readonly SqlFilters filters = new();
    private readonly Place? after;

    /// <exception cref="ArgumentOutOfRangeException">The limit or the grouping is out of range.</exception>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    public EmotionStatsSearch(EmotionStatsQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query.Limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, EmotionStatsQuery.MaxLimit, nameof(query.Limit));
        if (!Enum.IsDefined(query.By)) throw new ArgumentOutOfRangeException(nameof(query), query.By, "Not a grouping.");
        this.query = query;
        identity = "stats" + JsonSerializer.Serialize(query with { Cursor = null, Limit = 1 });

        // The sign keeps a search off the indexes of these columns: a look-up of each row costs several times what the scan does.
        filters.Add("+t.label = $label", "$label", (long?)query.Emotion);
        filters.Add("+t.decision = $decision", "$decision", (long?)query.Decision);
        filters.Add("+t.confidence >= $least", "$least", query.MinConfidence);
        filters.Add("<long t.artist = $artist>", "$artist", query.Artist);
        filters.Add("<long t.album = $album>", "$album", query.Album);
        filters.Add("<long t.genre = $genre>", "$genre", query.Genre);
        filters.Add("t.year = $year", "$year", (long?)query.Year);
        after = query.Cursor is null ? null : Cursor.Decode(query.Cursor, identity, Place.Read);
    }

    /// <summary>The statement.</summary>
    public string Sql
    {
        get
        {
            var (key, from) = query.By switch
            {
                StatsGroup.Artist => ("t.artist", "track t"),
                StatsGroup.Album => ("t.album", "track t"),
                StatsGroup.Genre => ("t.genre", "track t"),
                StatsGroup.Year => ("t.year", "track t"),
                _ => ("e.session", Played),
            };
            var where = SqlFilters.Where(filters.Conditions);
            var having = after switch
            {
                null => string.Empty,
                { Key: null } => $" HAVING COUNT(*) < $tracks OR (COUNT(*) = $tracks AND {key} IS NOT NULL)",
                _ => $" HAVING COUNT(*) < $tracks OR (COUNT(*) = $tracks AND {key} > $key)",
            };
            return $"SELECT {key}, {Counts} FROM {from}{where} GROUP BY {key}{having} ORDER BY COUNT(*) DESC, {key} NULLS FIRST LIMIT $limit";
        }
    }

    /// <summary>Reads the page.</summary>
    public async Task<Page<EmotionStats>> RunAsync(SqlSession session)
    {
        var statement = session.Prepare(Sql).Set("$limit", query.Limit + 1);
        filters.Set(statement);
        if (after is not null) statement.Set("$tracks", after.Tracks);
        if (after?.Key is { } key && query.By == StatsGroup.Year) statement.Set("$key", long.Parse(key, CultureInfo.InvariantCulture));
        else if (after?.Key is not null) statement.Set("$key", after.Key);
        var groups = await statement.ToListAsync(Read).ConfigureAwait(false);
        if (groups.Count <= query.Limit) return new Page<EmotionStats>(groups, null);
        groups.RemoveAt(query.Limit);
        return new Page<EmotionStats>(groups, Cursor.Encode(identity, new Place(groups[^1].Tracks, groups[^1].Key).Write));
    }

    private EmotionStats Read(DbDataReader row) => new()
    {
        Key = row.IsDBNull(0) ? null : query.By == StatsGroup.Year ? row.GetInt64(0).ToString(CultureInfo.InvariantCulture) : row.GetString(0),
        Tracks = row.GetInt64(1),
        Predicted = row.GetInt64(2),
        Emotions = [row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)],
        Decisions = [row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)],
        MeanConfidence = row.IsDBNull(10) ? null : row.GetDouble(10),
        Clips = row.GetInt64(11),
    };

    private sealed record Place(long Tracks, string? Key)
    {
        public static Place Read(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadBoolean() ? reader.ReadString() : null);

        public void Write(BinaryWriter writer)
        {
            writer.Write(Tracks);
            writer.Write(Key is not null);
            if (Key is not null) writer.Write(Key);
        }
    }
}
