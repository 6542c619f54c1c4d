using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit.Postgres;
using Npgsql;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Reads the database after faults, behind the programs' back: nothing lost, nothing twice, counts true.</summary>
internal sealed class CatalogueChecker(PostgresDatabase database)
{
    /// <summary>A job has ended with a result for every item, and its counts are what its items say.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="tracks">The tracks that it had to tag, each for the first time.</param>
    /// <param name="failed">The items that had to fail.</param>
    public async Task JobIsExactAsync(string job, IReadOnlyCollection<string> tracks, int failed = 0)
    {
        var errors = await ReadAsync($"SELECT i.track_id, i.error FROM backfill_item i JOIN backfill_job j ON j.job_no = i.job_no WHERE j.job_id = '{job}' AND i.state = 3");
        Assert.True(errors.Count == failed, $"{errors.Count} items failed instead of {failed}: {string.Join("; ", errors.Select(row => string.Join(": ", row)))}");
        Assert.Equal(failed == 0 ? 3 : 4, await CountAsync($"SELECT state FROM backfill_job WHERE job_id = '{job}'"));
        var items = await ReadAsync($"SELECT i.track_id, i.state FROM backfill_item i JOIN backfill_job j ON j.job_no = i.job_no WHERE j.job_id = '{job}'");
        Assert.Equal(tracks.Count + failed, items.Count);
        Assert.Equal(failed, items.Count(item => item[1] == "3"));
        Assert.Equal(tracks.Order(StringComparer.Ordinal), items.Where(item => item[1] == "1").Select(item => item[0]).Order(StringComparer.Ordinal));

        // The counters of the chunks, which people see, against the items themselves.
        var counts = Assert.Single(await ReadAsync($"""
            SELECT SUM(c.tagged), SUM(c.unchanged), SUM(c.failed), SUM(c.planned), MIN(c.complete), SUM(c.last_number - c.first_number + 1)
            FROM backfill_chunk c JOIN backfill_job j ON j.job_no = c.job_no WHERE j.job_id = '{job}'
            """));
        Assert.Equal([$"{tracks.Count}", "0", $"{failed}", "0", "1", $"{tracks.Count + failed}"], counts);
        await TracksAreWholeAsync(tracks);
    }

    /// <summary>Each track was written exactly once, with all its clips, by one model; its features are cached once.</summary>
    public async Task TracksAreWholeAsync(IReadOnlyCollection<string> tracks)
    {
        var stored = (await ReadAsync("""
            SELECT t.track_id, t.version, t.label, t.clip_count, COUNT(c.clip_index), COALESCE(MAX(c.clip_index) + 1, 0), COUNT(DISTINCT c.model_version), MIN(c.model_version) = t.model_version
            FROM track t LEFT JOIN clip c ON c.track_id = t.track_id GROUP BY t.track_id
            """)).ToDictionary(row => row[0]);
        foreach (var track in tracks)
        {
            Assert.True(stored.TryGetValue(track, out var row), $"Track '{track}' is lost.");
            Assert.True(row[1] == "1", $"Track '{track}' was written {row[1]} times.");
            Assert.NotEqual("", row[2]);
            Assert.True(row[3] == row[4] && row[4] == row[5], $"Track '{track}' has {row[3]} clips and {row[4]} rows of clips, the last number {row[5]}.");
            Assert.Equal(("1", "True"), (row[6], row[7]));
        }

        Assert.Empty(await ReadAsync("SELECT s.set_id FROM feature_set s WHERE s.clip_count <> (SELECT COUNT(*) FROM feature_clip f WHERE f.set_id = s.set_id)"));
        Assert.Empty(await ReadAsync("SELECT content_hash FROM track WHERE content_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM feature_set s WHERE s.content_hash = track.content_hash)"));
    }

    /// <summary>Every feedback that was acknowledged is there once.</summary>
    public async Task FeedbackIsAsync(IReadOnlyCollection<string> acknowledged)
    {
        var stored = (await ReadAsync("SELECT feedback_id FROM feedback")).Select(row => row[0]).ToList();
        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
    }

    /// <summary>The champion is the one that was acknowledged last, and the log of aliases is whole.</summary>
    public static async Task AliasesAreAsync(HttpClient gateway, string champion, CancellationToken cancellationToken)
    {
        var models = await gateway.GetFromJsonAsync<JsonElement>("/v1/models", cancellationToken);
        Assert.Equal(champion, models.GetProperty("champion").GetString());
        var audit = await gateway.GetFromJsonAsync<JsonElement>("/v1/models/audit", cancellationToken);
        Assert.True(audit.GetProperty("chain").GetProperty("intact").GetBoolean());
    }

    private async Task<long> CountAsync(string sql) => long.Parse(Assert.Single(await ReadAsync(sql))[0], CultureInfo.InvariantCulture);

    private async Task<List<string[]>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<string[]>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }
}
