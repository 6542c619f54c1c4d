using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cluster.Abstractions.Emotions;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>
/// Answers with no, one and two shadows, in turn, in one real cluster process. Each request tags a new track. Of cached audio it has 10 clips, and nothing but reading, scoring and writing is left of an
/// answer, while every one gives each shadow 10 clips to score and to store: the worst that shadows can do to answers. Of fresh audio it is one clip that has to be decoded and analysed, as answers that
/// users wait for are. Requests come at a fixed rate, as callers do.
/// </summary>
internal static class ShadowComparison
{
    private const int Resamples = 2000;
    private const int MostShadows = 2;

    // What the first champion reads: features of other schemas would not be cached for these tracks.
    private static readonly FeatureSchema Schema = FeatureSchema.Find("mirtoolbox-v1")!;

    /// <summary>Runs it and prints the ratios.</summary>
    /// <param name="perSecond">Requests a second.</param>
    /// <param name="fresh">Whether each request's audio is new.</param>
    public static async Task RunAsync(int perSecond, bool fresh)
    {
        var (rounds, requests, warm) = fresh ? (9, 60, 20) : (30, 60, 300);
        await using var cluster = await ServedCluster.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        var load = new ShadowLoad(client, fresh ? Fresh() : await CachedAsync(cluster.Folder), perSecond);
        string[] shadows = [await RegisterAsync(client, "logistic", 1), await RegisterAsync(client, "kernel", 2)];
        for (var i = 0; i < warm; i++) await load.TagAsync($"warm/{i}");

        var blocks = Enumerable.Range(0, MostShadows + 1).Select(_ => new List<double[]>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            // Each number of shadows comes first, second and last equally often.
            for (var k = 0; k <= MostShadows; k++)
            {
                var count = (k + round) % (MostShadows + 1);
                await ShadowAsync(client, shadows, count);

                // Models that come are loaded, and tracks that a shadow contradicted are looked at again: that is not what shadows cost answers.
                await load.BlockAsync($"settle/{round}/{count}", requests / (fresh ? 4 : 1));
                blocks[count].Add(await load.BlockAsync($"{round}/{count}", requests));
            }
        }

        // Whoever shadows nothing costs nothing: that would be no figure.
        foreach (var version in shadows) await ScoredAsync(client, version);

        var answered = blocks.Select(all => all.SelectMany(block => block).Order().ToArray()).ToArray();
        Print($"{requests} requests a block, {rounds} blocks of each kind, {perSecond} requests a second, {(fresh ? "1 clip of fresh audio" : "10 clips of cached audio")} each");
        for (var count = 0; count <= MostShadows; count++)
        {
            var (low, high) = Interval(blocks[count], blocks[0]);
            Print($"{count} shadows: p50 {answered[count][answered[count].Length / 2]:0.00} ms ({answered[count][answered[count].Length / 2] / answered[0][answered[0].Length / 2]:0.000}), p95 {P95(answered[count]):0.00} ms ({P95(answered[count]) / P95(answered[0]):0.000}, 95 % interval {low:0.000} to {high:0.000})");
        }
    }

    // Rounds are drawn, not requests: what slows one down slows its neighbours.
    private static (double Low, double High) Interval(List<double[]> with, List<double[]> without)
    {
        var random = new Random(1);
        var ratios = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var drawn = Enumerable.Range(0, with.Count).Select(_ => random.Next(with.Count)).ToArray();
            ratios[i] = P95(drawn.SelectMany(round => with[round])) / P95(drawn.SelectMany(round => without[round]));
        }

        Array.Sort(ratios);
        return (ratios[Resamples * 25 / 1000], ratios[Resamples * 975 / 1000]);
    }

    private static async Task ScoredAsync(HttpClient client, string version)
    {
        await ShadowAsync(client, [version], 1);
        var said = await client.GetFromJsonAsync<JsonElement>("/v1/models/shadows");
        var traffic = said.GetProperty("shadows").EnumerateArray().Single(shadow => shadow.GetProperty("version").GetString() == version).GetProperty("traffic");
        if (traffic.ValueKind == JsonValueKind.Null) throw new InvalidOperationException($"Shadow {version} scored nothing: its schema is not the one whose features are cached.");
        Print($"{version}: {traffic}");
    }

    private static double P95(IEnumerable<double> latencies)
    {
        var sorted = latencies.Order().ToArray();
        return sorted[sorted.Length * 95 / 100];
    }

    private static async Task<Func<byte[]>> CachedAsync(string folder)
    {
        var path = Path.Combine(folder, "tone.ogg");
        var samples = new float[300 * 8000];
        for (var i = 0; i < samples.Length; i++) samples[i] = 0.3f * MathF.Sin(i * 0.3f);
        AudioEncoder.Write(path, AudioFileFormat.OggVorbis, 8000, 1, samples);
        var bytes = await File.ReadAllBytesAsync(path);
        return () => bytes;
    }

    // 30 s of WAV whose bytes differ by a number in the first samples: for the cache it is another recording each time.
    private static Func<byte[]> Fresh()
    {
        const int HeaderBytes = 44;
        const int Rate = 44_100;
        var samples = new short[30 * Rate];
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(8000 * Math.Sin(i * 0.05 + 3 * Math.Sin(i * 0.0003)));
        using var wav = new MemoryStream();
        using (var writer = new BinaryWriter(wav, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("RIFF"u8);
            writer.Write(HeaderBytes - 8 + 2 * samples.Length);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(Rate);
            writer.Write(2 * Rate);
            writer.Write((short)2);
            writer.Write((short)16);
            writer.Write("data"u8);
            writer.Write(2 * samples.Length);
            foreach (var sample in samples) writer.Write(sample);
        }

        var bytes = wav.ToArray();
        var number = 0;
        return () =>
        {
            var next = (byte[])bytes.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(next.AsSpan(HeaderBytes), Interlocked.Increment(ref number));
            return next;
        };
    }

    private static async Task<string> RegisterAsync(HttpClient client, string candidate, int seed)
    {
        var names = Schema.Names;
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 100).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. names.Select((_, j) => (float)(random.NextDouble() + (j % 4 == i % 4 ? 1 : 0)))]));
        var options = new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = [candidate], BootstrapResamples = 100 };
        ModelArtefact model = ModelTrainer.Train(new LabelledTable(Schema.Id, [.. names], [.. rows]), options).Artefact;
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
}
