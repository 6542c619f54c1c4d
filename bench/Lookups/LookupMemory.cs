using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit.Postgres;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>The tracks of a large catalogue looked up one after another, again and again, through a gateway and a silo: what their memory does.</summary>
internal static class LookupMemory
{
    private const int SliceSeconds = 30;
    private const int Connections = 8;

    /// <summary>Runs it and prints a line for each half minute.</summary>
    /// <param name="database">Holds the catalogue, with tracks as <see cref="SyntheticCatalogue"/> writes them.</param>
    /// <param name="tracks">How many there are.</param>
    /// <param name="lookups">How many look-ups are made.</param>
    public static async Task RunAsync(PostgresDatabase database, int tracks, int lookups)
    {
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        try
        {
            await using var cluster = await SiloOnPostgres.StartAsync(database, folder);
            var started = Stopwatch.GetTimestamp();
            for (var done = 0; done < lookups;)
            {
                done += await SliceAsync(cluster.Url, folder, done, tracks);
                var memory = ProcessTree.ResidentMiB();
                Print($"{done} looked up after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: silo {memory.GetValueOrDefault("Cluster.Silo"):0} MiB, gateway {memory.GetValueOrDefault("Cluster.Gateway"):0} MiB");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Returns how many were answered, each with success.
    private static async Task<int> SliceAsync(string url, string folder, int first, int tracks)
    {
        var script = Path.Combine(folder, "slice.lua");
        await File.WriteAllTextAsync(script, string.Create(CultureInfo.InvariantCulture, $$"""
            local n = {{first}} - 1
            request = function()
              n = n + 1
              local i = n % {{tracks}}
              return wrk.format("GET", string.format("/v1/tracks/artist%%20%05d%%2Falbum%%20%05d%%2Ftrack%%20%07d", math.floor(i / 12), math.floor(i / 6), i))
            end
            """));
        return (int)(SliceSeconds * (await WebLoad.RunAsync(url, Connections, SliceSeconds, script)).PerSecond);
    }
}
