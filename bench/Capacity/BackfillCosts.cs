using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Featurization;
using Cluster.TestKit.Postgres;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>MP3s through a whole cluster on PostgreSQL, and through the featurizer alone: what the cluster adds. And one silo on one processor beside two on two.</summary>
internal static class BackfillCosts
{
    private const int Rounds = 2;
    private const int Files = 160;

    // So many that every process has compiled what it runs often: a job of thousands of files does not notice it, one of a hundred would.
    private const int WarmFiles = 48;

    /// <summary>Cluster and featurizer in turn.</summary>
    public static async Task CompareAsync()
    {
        using var warm = new MusicFiles(WarmFiles, 1000);
        using var files = new MusicFiles(Files, 1);
        Alone(warm.Paths);
        for (var round = 0; round < Rounds; round++)
        {
            var alone = Alone(files.Paths);
            var cluster = await ClusterAsync(warm, files, 0);
            Print($"featurizer alone {alone:0} ms of CPU a file; cluster {cluster.CpuMs:0} ({cluster.ByProgram}), {cluster.CpuMs / alone:0.000} times; processors {cluster.Busy:0.0%} busy, {cluster.FilesPerSecond:0.00} files/s");
        }
    }

    /// <summary>One silo with everything else on one processor, and two silos on one each, in turn; and the featurizer alone on one processor and on two: more than that the machine does not give.</summary>
    /// <param name="files">Files of a job; the more, the less the commits' rhythm matters.</param>
    public static async Task ScaleAsync(int files = Files)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var one = await OnceElsewhereAsync(["taskset", "-c", "0"], 1, files);
            var two = await OnceElsewhereAsync([], 2, files);
            var (aloneOne, aloneTwo) = (await OnceElsewhereAsync(["taskset", "-c", "0"], 0, files), await OnceElsewhereAsync([], 0, files));
            Print($"one silo on one processor {one:0.000} files/s, two silos on two {two:0.000}: {two / one:0.00} times; featurizer alone {aloneOne:0.000} and {aloneTwo:0.000}: {aloneTwo / aloneOne:0.00} times");
        }
    }

    /// <summary>A job with that many pinned silos, or the featurizer alone for 0; prints files a second.</summary>
    public static async Task OnceAsync(int silos, int count)
    {
        using var warm = new MusicFiles(WarmFiles, 1000);
        using var files = new MusicFiles(count, 1);
        if (silos == 0)
        {
            Alone(warm.Paths);
            var started = Stopwatch.GetTimestamp();
            Alone(files.Paths);
            Print($"{files.Paths.Count / Stopwatch.GetElapsedTime(started).TotalSeconds}");
            return;
        }

        var cluster = await ClusterAsync(warm, files, silos);
        Print($"{cluster.SteadyFilesPerSecond}");
    }

    private static async Task<double> OnceElsewhereAsync(string[] prefix, int silos, int files)
    {
        string[] command = [.. prefix, Environment.ProcessPath!, "backfill-once", silos.ToString(CultureInfo.InvariantCulture), files.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(said.Trim(), CultureInfo.InvariantCulture);
    }

    // As many threads as there are processors, each with its featurizer, as the silo's children are.
    private static double Alone(IReadOnlyList<string> paths)
    {
        var before = Environment.CpuUsage.TotalTime;
        var next = -1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var featurizer = new TrackFeaturizer([FeatureSchema.Find("mirtoolbox-v1")!]);
            for (var i = Interlocked.Increment(ref next); i < paths.Count; i = Interlocked.Increment(ref next)) featurizer.Featurize(paths[i], ClipCutting.Default, 0, null, _ => { });
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / paths.Count;
    }

    private static async Task<Cost> ClusterAsync(MusicFiles warm, MusicFiles files, int silos)
    {
        var (database, server) = await PostgresDatabase.CreateWithServerAsync(DurableServer.Settings);
        var data = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        try
        {
            await using var cluster = await SiloOnPostgres.StartAsync(database, data, silos);
            using var client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
            await JobAsync(client, warm.Folder);
            var before = ProcessTree.CpuSeconds();
            var (seconds, steady) = await JobAsync(client, files.Folder);
            var spent = ProcessTree.CpuSeconds().Select(program => (program.Key, Seconds: program.Value - before.GetValueOrDefault(program.Key))).Where(program => program.Seconds > 0).ToList();
            var cpu = spent.Sum(program => program.Seconds);
            return new Cost(
                1000 * cpu / files.Paths.Count,
                string.Join(", ", spent.OrderByDescending(program => program.Seconds).Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Key} {1000 * program.Seconds / files.Paths.Count:0}"))),
                cpu / (seconds * Environment.ProcessorCount),
                files.Paths.Count / seconds,
                steady);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    // Returns how long the job took, and files a second between its first and its last fifth: at its ends not every worker has a file, which a long job does not notice.
    private static async Task<(double Seconds, double Steady)> JobAsync(HttpClient client, string folder)
    {
        var files = Directory.EnumerateFiles(folder).Count();
        var progress = new List<(double Seconds, long Done)>();
        var started = Stopwatch.GetTimestamp();
        using var accepted = await client.PostAsJsonAsync("/v1/backfills", new { source = folder });
        accepted.EnsureSuccessStatusCode();
        var job = await accepted.Content.ReadFromJsonAsync<JsonElement>();
        while (job.GetProperty("state").GetString() is "queued" or "running")
        {
            await Task.Delay(250);
            job = await client.GetFromJsonAsync<JsonElement>($"/v1/backfills/{job.GetProperty("id").GetString()}");
            var done = job.GetProperty("counts").GetProperty("tagged").GetInt64();
            if (done >= files / 5 && done <= files * 4 / 5 && (progress is [] || done > progress[^1].Done)) progress.Add((Stopwatch.GetElapsedTime(started).TotalSeconds, done));
        }

        if (job.GetProperty("state").GetString() != "completed") throw new InvalidOperationException(job.ToString());
        var steady = progress.Count < 2 ? double.NaN : (progress[^1].Done - progress[0].Done) / (progress[^1].Seconds - progress[0].Seconds);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, steady);
    }

    private sealed record Cost(double CpuMs, string ByProgram, double Busy, double FilesPerSecond, double SteadyFilesPerSecond);
}
