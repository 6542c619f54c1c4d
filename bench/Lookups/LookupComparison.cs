using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cluster.Featurization.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Bench;

/// <summary>
/// Look-ups of a track (<c>GET /v1/tracks/{id}</c>) in a real cluster process against an empty minimal API that returns the same bytes, in turn,
/// so that the ratio holds on a machine whose speed drifts.
/// </summary>
internal static class LookupComparison
{
    private const int Connections = 4;
    private const int Rounds = 5;
    private const int RequestsPerRound = 4000;

    /// <summary>Runs it and prints a line per round and the medians.</summary>
    public static async Task RunAsync()
    {
        await using var cluster = await ServedCluster.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var track = $"{cluster.Url}/v1/tracks/bench";
        await UploadAsync(client, track, cluster.Folder);
        var body = await client.GetByteArrayAsync(track);
        await using var empty = await StartEmptyAsync(body);
        var baseline = empty.Urls.First() + "/v1/tracks/bench";

        await LoadAsync(client, track);
        await LoadAsync(client, baseline);
        var (ratios, rates) = (new List<double>(), new List<double>());
        Console.WriteLine($"{body.Length} bytes an answer, {Connections} connections, {RequestsPerRound} requests a round");
        for (var round = 1; round <= Rounds; round++)
        {
            var ours = await LoadAsync(client, track);
            var theirs = await LoadAsync(client, baseline);
            ratios.Add(ours.PerSecond / theirs.PerSecond);
            rates.Add(ours.PerSecond);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}: track {ours.PerSecond:0}/s (p50 {ours.P50:0.00} ms, p99 {ours.P99:0.00} ms), empty {theirs.PerSecond:0}/s (p99 {theirs.P99:0.00} ms), ratio {ratios[^1]:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios.Order().ElementAt(Rounds / 2):0.00}"));
        var half = rates.Order().ElementAt(Rounds / 2) / 2;
        var calm = await PacedAsync(client, track, half);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at half load, {half:0}/s: p50 {calm.P50:0.00} ms, p99 {calm.P99:0.00} ms"));
    }

    private static async Task UploadAsync(HttpClient client, string track, string folder)
    {
        var path = Path.Combine(folder, "tone.wav");
        var samples = new float[60 * 8000];
        for (var i = 0; i < samples.Length; i++) samples[i] = 0.3f * MathF.Sin(i * 0.3f);
        AudioEncoder.Write(path, AudioFileFormat.Wav, 8000, 1, samples);
        using var audio = new ByteArrayContent(await File.ReadAllBytesAsync(path));
        (await client.PutAsync(track + "/audio", audio)).EnsureSuccessStatusCode();
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

    private static async Task<(double P50, double P99)> PacedAsync(HttpClient client, string url, double perSecond)
    {
        var latencies = (await OpenLoop.RunAsync(perSecond, RequestsPerRound, _ => OneAsync(client, url))).Order().ToArray();
        return (latencies[latencies.Length / 2], latencies[latencies.Length * 99 / 100]);
    }

    private static async Task<double> OneAsync(HttpClient client, string url)
    {
        var sent = Stopwatch.GetTimestamp();
        (await client.GetAsync(url)).EnsureSuccessStatusCode().Dispose();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    private static async Task<(double PerSecond, double P50, double P99)> LoadAsync(HttpClient client, string url)
    {
        var latencies = new double[RequestsPerRound];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < latencies.Length;)
            {
                var sent = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(url);
                if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{url} answered {response.StatusCode}.");
                await response.Content.CopyToAsync(Stream.Null);
                latencies[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(latencies);
        return (RequestsPerRound / elapsed, latencies[RequestsPerRound / 2], latencies[RequestsPerRound * 99 / 100]);
    }
}
