using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.Bench;

/// <summary>Look-ups and predictions in a real cluster process, at fixed rates, while nothing else happens and while a backfill takes all the CPU that it gets.</summary>
internal static class BesideBackfill
{
    private const int Files = 60;
    private const double Seconds = 30;
    private const double LookUpsPerSecond = 50;
    private const double PredictionsPerSecond = 1;

    /// <summary>Runs it and prints what callers felt.</summary>
    public static async Task RunAsync()
    {
        using var music = new MusicFiles(Files, 1);
        using var clips = new ClipFiles();
        await using var cluster = await ServedCluster.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        var clip = await File.ReadAllBytesAsync(clips.Mp3 ?? clips.Wav);
        using (var audio = new ByteArrayContent(clip)) (await client.PutAsync("/v1/tracks/bench/audio", audio)).EnsureSuccessStatusCode();
        for (var i = 0; i < 200; i++) await LookUpAsync(client);
        for (var i = 0; i < 5; i++) await PredictAsync(client, clip);

        Print("alone", await LoadAsync(client, clip));
        using var accepted = await client.PostAsJsonAsync("/v1/backfills", new { source = music.Folder });
        accepted.EnsureSuccessStatusCode();
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        while ((await JobAsync(client, id)).GetProperty("counts").GetProperty("tagged").GetInt64() == 0) await Task.Delay(50);
        var before = ProcessTree.CpuSeconds().Values.Sum();
        var during = await LoadAsync(client, clip);
        var busy = (ProcessTree.CpuSeconds().Values.Sum() - before) / (Seconds * Environment.ProcessorCount);
        Print("beside a backfill", during);
        var job = await JobAsync(client, id);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processors {busy:0.0%} busy; the job was {job.GetProperty("state").GetString()} afterwards, {job.GetProperty("counts").GetProperty("tagged").GetInt64()} of {Files} files tagged"));
    }

    private static async Task<(double[] LookUps, double[] Predictions)> LoadAsync(HttpClient client, byte[] clip)
    {
        var lookUps = OpenLoop.RunAsync(LookUpsPerSecond, (int)(Seconds * LookUpsPerSecond), _ => LookUpAsync(client));
        var predictions = OpenLoop.RunAsync(PredictionsPerSecond, (int)(Seconds * PredictionsPerSecond), _ => PredictAsync(client, clip));
        return ([.. (await lookUps).Order()], [.. (await predictions).Order()]);
    }

    private static async Task<double> LookUpAsync(HttpClient client)
    {
        var sent = Stopwatch.GetTimestamp();
        (await client.GetAsync("/v1/tracks/bench")).EnsureSuccessStatusCode().Dispose();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    private static async Task<double> PredictAsync(HttpClient client, byte[] clip)
    {
        using var body = new ByteArrayContent(clip);
        var sent = Stopwatch.GetTimestamp();
        (await client.PostAsync("/v1/predictions", body)).EnsureSuccessStatusCode().Dispose();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    private static Task<JsonElement> JobAsync(HttpClient client, string? id) => client.GetFromJsonAsync<JsonElement>($"/v1/backfills/{id}");

    private static void Print(string when, (double[] LookUps, double[] Predictions) load) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{when}: {LookUpsPerSecond} look-ups a second: p50 {At(load.LookUps, 50):0.0} ms, p99 {At(load.LookUps, 99):0.0} ms; {PredictionsPerSecond} predictions a second: p50 {At(load.Predictions, 50):0} ms, p95 {At(load.Predictions, 95):0} ms"));

    private static double At(double[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
}
