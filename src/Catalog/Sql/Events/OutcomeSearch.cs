using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Cluster.Abstractions.Events;
using Cluster.Catalog.Events;

namespace Cluster.Catalog.Sql.Events;

/// <summary>Reads outcomes page by page, along the index of experiment, arm and unit.</summary>
internal sealed class OutcomeSearch
{
    private static readonly string Measures = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        COUNT(CASE WHEN kind = 0 THEN 1 END),
        COUNT(CASE WHEN kind = 0 AND position_s IS NOT NULL AND duration_s IS NOT NULL THEN 1 END),
        COUNT(CASE WHEN kind = 0 AND position_s >= {EventRules.PlayedThrough} * duration_s THEN 1 END),
        COALESCE(SUM(CASE WHEN kind = 0 THEN CASE WHEN position_s < duration_s THEN position_s / duration_s WHEN position_s >= duration_s THEN 1.0 END END), 0.0),
        COUNT(CASE WHEN kind = 1 THEN 1 END), COUNT(CASE WHEN kind = 2 THEN 1 END), COUNT(CASE WHEN kind = 3 THEN 1 END), COALESCE(SUM(rating), 0.0)
        """);

    private readonly OutcomeQuery query;
    private readonly string identity;
    private readonly (string Arm, byte[] Unit)? after;

    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    public OutcomeSearch(OutcomeQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query.Limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, OutcomeQuery.MaxLimit, nameof(query.Limit));
        this.query = query;
        identity = "outcomes" + JsonSerializer.Serialize(query with { Cursor = null, Limit = 1 });
        after = query.Cursor is null ? null : Cursor.Decode(query.Cursor, identity, reader => (reader.ReadString(), reader.ReadBytes(reader.ReadByte())));
    }

    /// <summary>The statement.</summary>
    public string Sql
    {
        get
        {
            var where = "experiment = $experiment AND unit IS NOT NULL";
            if (query.From is not null) where += " AND +at >= $from";
            if (query.To is not null) where += " AND +at < $to";
            if (after is not null) where += " AND (arm, unit) > ($arm, $unit)";
            return $"SELECT arm, unit, {Measures} FROM listening_event WHERE {where} GROUP BY arm, unit ORDER BY arm, unit LIMIT $limit";
        }
    }

    /// <summary>Reads the page.</summary>
    public async Task<Page<UnitOutcomes>> RunAsync(SqlSession session)
    {
        var statement = session.Prepare(Sql).Set("$experiment", query.Experiment).Set("$limit", query.Limit + 1);
        if (query.From is { } from) statement.Set("$from", from.ToTicks());
        if (query.To is { } to) statement.Set("$to", to.ToTicks());
        if (after is { } place) statement.Set("$arm", place.Arm).Set("$unit", place.Unit);
        var rows = await statement.ToListAsync(row => (Unit: (byte[])row.GetValue(1), Outcomes: Read(row))).ConfigureAwait(false);
        var outcomes = rows.Take(query.Limit).Select(row => row.Outcomes).ToList();
        return new Page<UnitOutcomes>(outcomes, rows.Count > query.Limit ? Next(outcomes[^1].Arm, rows[query.Limit - 1].Unit) : null);
    }

    private string Next(string arm, byte[] unit) => Cursor.Encode(identity, writer =>
    {
        writer.Write(arm);
        writer.Write((byte)unit.Length);
        writer.Write(unit);
    });

    private static UnitOutcomes Read(DbDataReader row) => new()
    {
        Arm = row.GetString(0),
        Unit = UnitHash.ToText((byte[])row.GetValue(1)),
        Plays = row.GetInt64(2),
        MeasuredPlays = row.GetInt64(3),
        PlayedThrough = row.GetInt64(4),
        ListenedShare = row.GetDouble(5),
        Skips = row.GetInt64(6),
        Likes = row.GetInt64(7),
        Ratings = row.GetInt64(8),
        RatingSum = row.GetDouble(9),
    };
}
