using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Emotions;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Bench;

/// <summary>
/// Answers with no, one and two shadows, in turn, in one real cluster process. Each request tags a new track of 10 clips whose features are cached, so that nothing but reading, scoring and writing is left
/// of an answer, and every one gives each shadow 10 clips to score and to store: the worst that shadows can do to answers. Requests come at a fixed rate, as callers do.
/// </summary>
internal static class ShadowComparison
{
    private const int Rounds = 12;
    private const int RequestsPerBlock = 60;
    private const int MostShadows = 2;

    /// <summary>Runs it and prints the ratios.</summary>
    /// <param name="perSecond">Requests a second.</param>
    public static async Task RunAsync(int perSecond)
    {
        await using var cluster = await ServedCluster.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        var audio = await AudioAsync(cluster.Folder);
        string[] shadows = [await RegisterAsync(client, "logistic", 1), await RegisterAsync(client, "kernel", 2)];
        for (var i = 0; i < 300; i++) await TagAsync(client, audio, $"warm/{i}");

        var blocks = Enumerable.Range(0, MostShadows + 1).Select(_ => new List<double[]>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            // Each number of shadows comes first, second and last equally often.
            for (var k = 0; k <= MostShadows; k++)
            {
                var count = (k + round) % (MostShadows + 1);
                await ShadowAsync(client, shadows, count);

                // Models that come are loaded, and tracks that a shadow contradicted are looked at again: that is not what shadows cost answers.
                await BlockAsync(client, audio, $"settle/{round}/{count}", perSecond);
                blocks[count].Add(await BlockAsync(client, audio, $"{round}/{count}", perSecond));
            }
        }

        var answered = blocks.Select(all => all.SelectMany(block => block).Order().ToArray()).ToArray();
        Print($"{RequestsPerBlock} requests a block, {Rounds} blocks of each kind, {perSecond} requests a second, 10 clips each");
        for (var count = 0; count <= MostShadows; count++)
        {
            var ratios = Enumerable.Range(0, Rounds).Select(round => P95(blocks[count][round]) / P95(blocks[0][round])).Order().ToArray();
            Print($"{count} shadows: p50 {answered[count][answered[count].Length / 2]:0.00} ms, p95 {P95(answered[count]):0.00} ms; p95 to none: all together {P95(answered[count]) / P95(answered[0]):0.000}, median of rounds {ratios[Rounds / 2]:0.000}");
        }

        var said = await client.GetFromJsonAsync<JsonElement>("/v1/models/shadows");
        foreach (var shadow in said.GetProperty("shadows").EnumerateArray()) Print($"{shadow.GetProperty("version")}: {shadow.GetProperty("traffic")}");
    }

    private static double P95(double[] latencies) => latencies.Order().ElementAt(latencies.Length * 95 / 100);

    private static async Task<byte[]> AudioAsync(string folder)
    {
        var path = Path.Combine(folder, "tone.ogg");
        var samples = new float[300 * 8000];
        for (var i = 0; i < samples.Length; i++) samples[i] = 0.3f * MathF.Sin(i * 0.3f);
        AudioEncoder.Write(path, AudioFileFormat.OggVorbis, 8000, 1, samples);
        return await File.ReadAllBytesAsync(path);
    }

    private static async Task<string> RegisterAsync(HttpClient client, string candidate, int seed)
    {
        var names = FeatureSchema.Default.Names;
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 100).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. names.Select((_, j) => (float)(random.NextDouble() + (j % 4 == i % 4 ? 1 : 0)))]));
        var options = new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = [candidate], BootstrapResamples = 100 };
        ModelArtefact model = ModelTrainer.Train(new LabelledTable(FeatureSchema.Default.Id, [.. names], [.. rows]), options).Artefact;
        using var body = new ByteArrayContent(model.Pack());
        (await client.PostAsync("/v1/models", body)).EnsureSuccessStatusCode();
        return model.Version;
    }

    private static async Task ShadowAsync(HttpClient client, string[] shadows, int count)
    {
        for (var i = 0; i < shadows.Length; i++)
        {
            var path = $"/v1/models/{shadows[i]}/shadow";
            using var response = i < count ? await client.PostAsync(path, null) : await client.DeleteAsync(path);
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<double[]> BlockAsync(HttpClient client, byte[] audio, string block, int perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        var requests = new List<Task<double>>();
        for (var i = 0; i < RequestsPerBlock; i++)
        {
            // On time, whether earlier ones are answered or not: a slow answer does not spare the next ones.
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            requests.Add(TagAsync(client, audio, $"{block}/{i}"));
        }

        return await Task.WhenAll(requests);
    }

    private static async Task<double> TagAsync(HttpClient client, byte[] audio, string track)
    {
        using var body = new ByteArrayContent(audio);
        var sent = Stopwatch.GetTimestamp();
        using var response = await client.PutAsync($"/v1/tracks/{Uri.EscapeDataString(track)}/audio", body);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
