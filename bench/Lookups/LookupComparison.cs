using System.Globalization;
using System.Net.Http.Json;
using Cluster.Featurization.Writing;
using Cluster.TestKit.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>
/// Look-ups of a track (<c>GET /v1/tracks/{id}</c>) in real processes against an empty minimal API that returns the same bytes, in turn, so that the ratio holds on a machine whose speed drifts:
/// one track that everybody asks for, a thousand of which each is asked for now and then, and the same without the gateway's memory.
/// </summary>
internal static class LookupComparison
{
    private const int Connections = 8;
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int Tracks = 1000;

    // A process compiles its code anew while it serves the first hundred thousand requests.
    private const int WarmUps = 6;

    /// <summary>One process with SQLite, then a gateway and a silo on PostgreSQL.</summary>
    public static async Task RunAsync()
    {
        await using (var cluster = await ServedCluster.StartAsync())
        {
            await CompareAsync("one process, SQLite", cluster.Url, cluster.Folder);
        }

        var (database, server) = await PostgresDatabase.CreateWithServerAsync(DurableServer.Settings);
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        try
        {
            await using var cluster = await SiloOnPostgres.StartAsync(database, folder);
            await CompareAsync("a gateway and a silo, PostgreSQL", cluster.Url, folder);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string where, string url, string folder)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await UploadAsync(client, folder);
        var body = await client.GetByteArrayAsync("/v1/tracks/0");
        await using var empty = await StartEmptyAsync(body);
        var baseline = empty.Urls.First() + "/v1/tracks/0";
        Print($"{where}: {body.Length} bytes an answer, {Connections} connections, {Rounds} rounds of {Seconds} s each");
        (string Name, string? Script)[] loads =
            [("one track", null), ($"{Tracks} tracks", Script(folder, "any", "")), ($"{Tracks} tracks, nothing kept (Cache-Control: no-cache)", Script(folder, "fresh", "no-cache"))];
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var (_, script) in loads) await WebLoad.RunAsync(url + "/v1/tracks/0", Connections, 1, script);
            await WebLoad.RunAsync(baseline, Connections, 1);
        }

        var rates = loads.ToDictionary(load => load.Name, _ => new List<double>());
        var ratios = loads.ToDictionary(load => load.Name, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var theirs = (await WebLoad.RunAsync(baseline, Connections, Seconds)).PerSecond;
            foreach (var (name, script) in loads)
            {
                rates[name].Add((await WebLoad.RunAsync(url + "/v1/tracks/0", Connections, Seconds, script)).PerSecond);
                ratios[name].Add(rates[name][^1] / theirs);
            }
        }

        foreach (var (name, _) in loads) Print($"{name}: {Median(rates[name]):0} a second, {Median(ratios[name]):0.00} of the empty API ({ratios[name].Min():0.00} to {ratios[name].Max():0.00})");
        var half = Median(rates[loads[1].Name]) / 2;
        await PacedAsync($"{Tracks} tracks", url, folder, half);
        await PacedAsync("the empty API", empty.Urls.First(), folder, half);
    }

    // Many connections that rest between requests, each for another time: so the rate is not the server's to choose, and requests come when they come.
    private static async Task PacedAsync(string what, string url, string folder, double perSecond)
    {
        const int MeanRestMs = 20;
        var paced = await WebLoad.RunAsync(url + "/v1/tracks/0", (int)(perSecond * MeanRestMs / 1000), 2 * Seconds, Script(folder, "paced", "", $"delay = function() return math.random(0, {2 * MeanRestMs}) end\n"));
        Print($"{what} at half load, {paced.PerSecond:0} a second: p50 {paced.P50:0.00} ms, p99 {paced.P99:0.00} ms");
    }

    // The same audio for all: analysed once, then known by its content.
    private static async Task UploadAsync(HttpClient client, string folder)
    {
        var path = Path.Combine(folder, "tone.wav");
        var samples = new float[60 * 8000];
        for (var i = 0; i < samples.Length; i++) samples[i] = 0.3f * MathF.Sin(i * 0.3f);
        AudioEncoder.Write(path, AudioFileFormat.Wav, 8000, 1, samples);
        var bytes = await File.ReadAllBytesAsync(path);
        for (var i = 0; i < Tracks; i++)
        {
            using var audio = new ByteArrayContent(bytes);
            (await client.PutAsync(Id(i) + "/audio", audio)).EnsureSuccessStatusCode();
            (await client.PutAsJsonAsync(Id(i), new { title = $"Piece {i}" })).EnsureSuccessStatusCode();
        }

        static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"/v1/tracks/{number}");
    }

    private static string Script(string folder, string name, string cacheControl, string more = "")
    {
        var path = Path.Combine(folder, name + ".lua");
        var header = cacheControl.Length == 0 ? string.Empty : $"wrk.headers[\"Cache-Control\"] = \"{cacheControl}\"\n";
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{header}request = function() return wrk.format(\"GET\", \"/v1/tracks/\" .. math.random(0, {Tracks - 1})) end\n{more}"));
        return path;
    }

    private static async Task<WebApplication> StartEmptyAsync(byte[] body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/v1/tracks/{id}", (string id) => Results.Bytes(body, "application/json"));
        await app.StartAsync();
        return app;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
