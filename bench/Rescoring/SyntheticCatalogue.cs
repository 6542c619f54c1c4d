using System.Globalization;
using System.Text.Json;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;

namespace Cluster.Bench;

/// <summary>
/// A catalogue as a backfill leaves it, without its audio: tracks of 5 to 11 clips with metadata, cached features, and the results of an older model version. The features are drawn with the means,
/// deviations and correlations of the starter model's training rows, so that as many of them are out of its domain as of real music that it knows.
/// </summary>
internal sealed class SyntheticCatalogue(ICatalog catalog, string starterModel, int seed)
{
    private const int ChunkSize = 500;
    private const string OlderModel = "older-000000000000";
    private static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Genres = ["pop", "rock", "folk", "arabesk", "classical", "jazz", "electronic", "hip hop"];

    private readonly Random random = new(seed);
    private readonly Rows rows = Rows.Read(starterModel);

    /// <summary>Writes it through a job of its own, which is complete afterwards.</summary>
    /// <returns>The clips.</returns>
    public async Task<long> WriteAsync(int tracks)
    {
        const string Job = "seed";
        var store = catalog.Backfills;
        var lease = TimeSpan.FromMinutes(10);
        await store.CreateAsync(new BackfillJob { Id = Job, Spec = new BackfillSpec { Source = "/music" }, State = JobState.Queued, CreatedAt = Before }, default);
        var listing = (await store.ClaimListingAsync(Job, lease, default))!;
        for (var at = 0; at < tracks; at += ChunkSize) await store.AppendItemsAsync(listing, Items(at, Math.Min(ChunkSize, tracks - at)), default);
        await store.CompleteListingAsync(listing, default);
        var clips = 0L;
        while (await store.ClaimChunkAsync(Job, lease, default) is { } chunk)
        {
            var results = Results(chunk, 0);
            clips += results.Sum(result => result.Track!.Clips.Length);
            await store.CommitAsync(chunk, results, default);
        }

        await store.TransitionAsync(Job, [JobState.Running], JobState.Completed, null, default);
        return clips;
    }

    /// <summary>Items of the source.</summary>
    /// <param name="first">The first one's number among all tracks.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<ListedItem> Items(int first, int count) => [.. Enumerable.Range(first, count).Select(Item)];

    /// <summary>What analysing a chunk would yield.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="first">The number among all tracks of the job's first one, whose number in the job is 0.</param>
    public IReadOnlyList<ItemResult> Results(ChunkLease chunk, int first) => [.. chunk.Items.Select(item => Result(item.Number, first + item.Number, item.Listed))];

    private static ListedItem Item(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"artist {number / 12:00000}/album {number / 6:00000}/track {number:0000000}");
        return new ListedItem(id + ".mp3", $"/music/{id}.mp3", id, new TrackMetadata
        {
            Title = $"Track {number}",
            Artist = $"Artist {number / 12}",
            Album = $"Album {number / 6}",
            Genre = Genres[number / 12 % Genres.Length],
            Year = 1960 + (number / 6 % 65),
            Source = "library",
        });
    }

    private ItemResult Result(long item, long number, ListedItem listed)
    {
        var clips = random.Next(5, 12);
        var hash = string.Create(CultureInfo.InvariantCulture, $"{number:x16}").PadLeft(64, 'a');
        var audio = new AudioSource
        {
            Path = listed.Path,
            SizeBytes = clips * 1_000_000,
            ModifiedAt = Before,
            ContentHash = hash,
            DurationS = clips * 30,
            SampleRate = 44_100,
            Channels = 2,
            BitrateKbps = 256,
        };
        var features = Enumerable.Range(0, clips).Select(index => new CachedClipFeatures(index * 30, 30, rows.Draw(random))).ToList();
        var track = new Track
        {
            TrackId = listed.TrackId,
            Metadata = listed.Metadata,
            Audio = audio,
            Emotion = new TrackEmotion(Prediction(), AggregationMethod.Majority, clips),
            Clips = [.. features.Select((clip, index) => new Clip { TrackId = listed.TrackId, Index = index, StartS = clip.StartS, DurationS = clip.DurationS, Prediction = Prediction() })],
        };
        return new ItemResult(item, ItemState.Tagged, track, new AnalysedContent(new FeatureCacheKey(hash, rows.Schema, 30, 30), audio, features), audio.DurationS, null);
    }

    private Prediction Prediction()
    {
        Span<double> shares = stackalloc double[EmotionProbabilities.Count];
        var sum = 0.0;
        foreach (ref var share in shares) sum += share = Math.Pow(random.NextDouble(), 4);
        foreach (ref var share in shares) share /= sum;
        return DecisionPolicy.Default.ToPrediction(EmotionProbabilities.From(shares), OlderModel, rows.Schema, Before);
    }

    // Rows like those that the model was trained on: its training domain holds their means, deviations and the factor of their correlations.
    private sealed record Rows(string Schema, double[] Low, double[] High, double[] Mean, double[] Scale, double[] Factor)
    {
        public static Rows Read(string folder)
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
            using var weights = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "weights.json")));
            var domain = weights.RootElement.GetProperty("domain");
            double[] Numbers(string name) => [.. domain.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
            return new Rows(manifest.RootElement.GetProperty("schemaId").GetString()!, Numbers("low"), Numbers("high"), Numbers("mean"), Numbers("scale"), Numbers("factor"));
        }

        public float[] Draw(Random random)
        {
            var normal = new double[Mean.Length];
            for (var i = 0; i < normal.Length; i++) normal[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var row = new float[Mean.Length];
            var at = 0;
            for (var i = 0; i < row.Length; i++)
            {
                var value = 0.0;
                for (var k = 0; k <= i; k++) value += Factor[at++] * normal[k];
                row[i] = (float)Math.Clamp(Mean[i] + (Scale[i] * value), Low[i], High[i]);
            }

            return row;
        }
    }
}
