using System.Collections.Immutable;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>Small, whole examples of what the stores keep.</summary>
internal static class Sample
{
    public const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>A time with a part below the microsecond, as file systems have them.</summary>
    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.FromHours(3)).AddTicks(1234567);

    public static Prediction Prediction(EmotionLabel label = EmotionLabel.Sad, double confidence = 0.7, string model = "lr-1") => new()
    {
        Label = label,
        Confidence = confidence,
        Probabilities = new EmotionProbabilities(0.1, 0.7, 0.1 + 0.2, Math.PI / 10),
        Decision = DecisionPolicy.Default.Decide(new EmotionProbabilities(confidence, 1 - confidence, 0, 0)),
        ModelVersion = model,
        SchemaId = "librosa-v1",
        PredictedAt = Time,
    };

    public static AudioSource Audio(string path = "/music/Ümit & söz/şarkı #1.mp3", string hash = Hash) => new()
    {
        Path = path,
        SizeBytes = 4_123_456_789,
        ModifiedAt = Time,
        ContentHash = hash,
        DurationS = 61.0 / 3.0,
        SampleRate = 44_100,
        Channels = 2,
        BitrateKbps = 320.1,
    };

    public static Track Track(string id, EmotionLabel label = EmotionLabel.Sad, double confidence = 0.7, int clips = 3) => new()
    {
        TrackId = id,
        Metadata = new TrackMetadata { Title = "Gül 'ün \"şarkısı\"", Artist = "İbrahim", Album = "A;B--C", Source = "arşiv", Genre = "uşşak", Year = 1974 },
        Audio = Audio(),
        Emotion = new TrackEmotion(Prediction(label, confidence), AggregationMethod.Mean, clips),
        Clips = [.. Enumerable.Range(0, clips).Select(i => Clip(id, i))],
    };

    public static Track Untagged(string id) => new() { TrackId = id, Metadata = new TrackMetadata { Title = "untagged" } };

    public static Clip Clip(string id, int index) => new()
    {
        TrackId = id,
        Index = index,
        StartS = index * 30 + 1.0 / 3.0,
        DurationS = 30,
        Prediction = index == 1 ? null : Prediction((EmotionLabel)(index % 4)),
    };

    public static AnalysedContent Content(int clips = 2, string hash = Hash, float first = 1) => new(
        new FeatureCacheKey(hash, "librosa-v1", 30, 30),
        Audio(hash: hash),
        [.. Enumerable.Range(0, clips).Select(i => new CachedClipFeatures(i * 30, 30, [first, i, 0.1f]))]);

    public static BackfillJob Job(string id, JobState state = JobState.Queued, bool force = false) => new()
    {
        Id = id,
        Spec = new BackfillSpec { Source = "/music/" + id, Force = force },
        State = state,
        CreatedAt = Time,
    };

    public static ListedItem Item(int number, string? trackId = null, string? error = null) => new(
        $"çalgı/{number:D6}.mp3", $"/music/çalgı/{number:D6}.mp3", trackId ?? $"çalgı/{number:D6}", new TrackMetadata { Artist = "A" + number, Year = 1900 + number % 100 }, error);

    public static ImmutableArray<ListedItem> Items(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Item(i))];

    public static ItemResult Tagged(PendingItem item, double seconds = 30) =>
        new(item.Number, ItemState.Tagged, Track(item.Listed.TrackId) with { Metadata = item.Listed.Metadata }, null, seconds, null);

    public static ItemResult Failed(PendingItem item, string error = "broken") => new(item.Number, ItemState.Failed, null, null, 0, error);
}

/// <summary>Compares tracks by value: their arrays of clips are equal when their clips are.</summary>
internal static class TrackAssert
{
    public static void Equal(Track expected, Track? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Clips = [] }, actual with { Clips = [] });
        Assert.Equal(expected.Clips.AsEnumerable(), actual.Clips);
    }
}
