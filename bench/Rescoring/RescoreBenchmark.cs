using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Catalog;
using Cluster.Catalog.Postgres;
using Cluster.TestKit.Postgres;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>
/// Re-scores a whole catalogue from cached features through real processes: a silo and a gateway on PostgreSQL, all on this machine. After a dry run, which lists and counts only, the first job finds
/// results of an older model, and the next one (<c>force</c>) those that the first has just written.
/// </summary>
internal static class RescoreBenchmark
{
    /// <summary>Runs it and prints a line for each job: pace, processor time by program, and the machine's load at its end.</summary>
    /// <param name="tracks">Tracks of the catalogue; their clips are eight times as many.</param>
    public static async Task RunAsync(int tracks)
    {
        var starter = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Cluster.Silo", "release", "starter-model"));
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        var (database, server) = await PostgresDatabase.CreateWithServerAsync(DurableServer.Settings);
        try
        {
            var clips = await SeedAsync(database, starter, tracks);
            await database.RunAsync("VACUUM ANALYZE");
            Print($"{tracks} tracks with {clips} clips");
            await using var cluster = await SiloOnPostgres.StartAsync(database, Path.Combine(folder, "data"));
            using var client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
            await JobAsync(client, "dry run", new { rescore = true, dryRun = true }, "pending", tracks, clips);
            await JobAsync(client, "first", new { rescore = true }, "tagged", tracks, clips);
            await JobAsync(client, "again", new { rescore = true, force = true }, "tagged", tracks, clips);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> SeedAsync(PostgresDatabase database, string starter, int tracks)
    {
        await using var catalog = new PostgresCatalog(new PostgresOptions { ConnectionString = database.ConnectionString }, TimeProvider.System);
        await catalog.MigrateAsync(default);
        return await new SyntheticCatalogue(catalog, starter, seed: 1).WriteAsync(tracks);
    }

    private static async Task JobAsync(HttpClient client, string name, object request, string count, int tracks, long clips)
    {
        var before = ProcessTree.CpuSeconds();
        var started = Stopwatch.GetTimestamp();
        using var accepted = await client.PostAsJsonAsync("/v1/backfills", request);
        accepted.EnsureSuccessStatusCode();
        var job = await accepted.Content.ReadFromJsonAsync<JsonElement>();
        var id = job.GetProperty("id").GetString();
        while (job.GetProperty("state").GetString() is "queued" or "running")
        {
            await Task.Delay(100);
            job = await client.GetFromJsonAsync<JsonElement>($"/v1/backfills/{id}");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = ProcessTree.CpuSeconds();
        var counts = job.GetProperty("counts");
        if (job.GetProperty("state").GetString() != "completed" || counts.GetProperty(count).GetInt64() != tracks) throw new InvalidOperationException($"The job ended as {job}");
        var cpu = string.Join(", ", after.Select(program => (Name: program.Key, Spent: program.Value - before.GetValueOrDefault(program.Key))).Where(program => program.Spent > 0.05)
            .OrderByDescending(program => program.Spent).Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Name} {program.Spent:0.0} s ({program.Spent / clips * 1e6:0.0} us a clip)")));
        Print($"{name}: {seconds:0.0} s, {clips / seconds:0} clips/s, {tracks / seconds:0} tracks/s; CPU {cpu}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }
}
