using System.Diagnostics;
using System.Globalization;
using Cluster.Abstractions.Backfills;
using Cluster.Catalog;
using Cluster.Catalog.Postgres;
using Cluster.TestKit.Postgres;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>
/// What the queue and the catalogue cost a track of a backfill while the catalogue grows: listing, claims and commits with real rows on PostgreSQL, without the audio. At each size a job of its own
/// is measured; between sizes the catalogue is filled.
/// </summary>
internal static class QueueCosts
{
    private const int Measured = 2000;
    private const int ChunkSize = 8;
    private const int FillChunk = 500;
    private const int LeastLookups = 1_000_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Runs it and prints a line for each size.</summary>
    /// <param name="sizes">Tracks in the catalogue, rising.</param>
    /// <param name="lookups">Looks tracks up at the end, a million times at least.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes, bool lookups)
    {
        var starter = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Cluster.Silo", "release", "starter-model"));
        var (database, server) = await PostgresDatabase.CreateWithServerAsync(DurableServer.Settings);
        try
        {
            await using var catalog = new PostgresCatalog(new PostgresOptions { ConnectionString = database.ConnectionString }, TimeProvider.System);
            await catalog.MigrateAsync(default);
            var music = new SyntheticCatalogue(catalog, starter, seed: 1);
            var tracks = 0;
            foreach (var size in sizes)
            {
                if (size > tracks) await JobAsync(catalog, music, tracks, size - tracks, FillChunk);
                tracks = Math.Max(tracks, size);
                await database.RunAsync("VACUUM ANALYZE");
                var before = await BytesAsync(database);
                var costs = await JobAsync(catalog, music, tracks, Measured, ChunkSize);
                tracks += Measured;
                Print($"{size} tracks: {costs}; the database holds {before / (double)size / 1024:0.0} KiB a track");
            }

            if (lookups) await LookupMemory.RunAsync(database, sizes[^1], Math.Max(LeastLookups, sizes[^1]));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<Costs> JobAsync(PostgresCatalog catalog, SyntheticCatalogue music, int first, int count, int chunkSize)
    {
        var store = catalog.Backfills;
        var job = string.Create(CultureInfo.InvariantCulture, $"from-{first}");
        await store.CreateAsync(new BackfillJob { Id = job, Spec = new BackfillSpec { Source = "/music" }, State = JobState.Queued, CreatedAt = DateTimeOffset.UnixEpoch }, default);
        var listing = (await store.ClaimListingAsync(job, Lease, default))!;
        var (servers, own) = (Postgres(), Environment.CpuUsage.TotalTime.TotalSeconds);
        var (appends, claims, commits) = (new List<double>(), new List<double>(), new List<double>());
        for (var at = 0; at < count; at += chunkSize)
        {
            var items = SyntheticCatalogue.Items(first + at, Math.Min(chunkSize, count - at));
            await TimedAsync(appends, () => store.AppendItemsAsync(listing, items, default));
        }

        await store.CompleteListingAsync(listing, default);
        while (await TimedAsync(claims, () => store.ClaimChunkAsync(job, Lease, default)) is { } chunk)
        {
            var results = music.Results(chunk, first);
            await TimedAsync(commits, () => store.CommitAsync(chunk, results, default));
        }

        await store.TransitionAsync(job, [JobState.Running], JobState.Completed, null, default);
        return new Costs(Median(appends), Median(claims), Median(commits), 1000 * (Postgres() - servers) / count, 1000 * (Environment.CpuUsage.TotalTime.TotalSeconds - own) / count);
    }

    private static async Task<T> TimedAsync<T>(List<double> times, Func<Task<T>> call)
    {
        var since = Stopwatch.GetTimestamp();
        var answer = await call();
        times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        return answer;
    }

    private static double Postgres() => ProcessTree.CpuSeconds().Where(program => program.Key.StartsWith("postgres", StringComparison.Ordinal)).Sum(program => program.Value);

    private static async Task<double> BytesAsync(PostgresDatabase database) => Convert.ToDouble(await database.RunAsync("SELECT pg_database_size(current_database())"), CultureInfo.InvariantCulture);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed record Costs(double AppendMs, double ClaimMs, double CommitMs, double ServerCpuMs, double OwnCpuMs)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"chunk of {ChunkSize}: listed in {AppendMs:0.00} ms, claimed in {ClaimMs:0.00} ms, committed in {CommitMs:0.00} ms (medians); CPU a track: PostgreSQL {ServerCpuMs:0.000} ms, this process {OwnCpuMs:0.000} ms");
    }
}
