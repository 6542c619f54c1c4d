using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Replays;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tests.Fakes;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Promotion;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Support;

/// <summary>A silo with a champion, a candidate that is as good, one that calls everything something else, and a catalogue of labelled clips with cached features.</summary>
public sealed class ReplayCluster : GrainCluster
{
    /// <summary>Tracks with features; four clips each.</summary>
    public const int Tracked = 60;

    /// <summary>Clips of each track.</summary>
    public const int ClipsEach = 4;

    /// <summary>Tracks whose features are not cached.</summary>
    public const int Missing = 3;

    internal static ModelArtefact Turned { get; } = SmallModels.Train(seed: 5, turn: 1);

    internal IModelGrain Registry => Grains.GetGrain<IModelGrain>(IModelGrain.Family);

    internal WatchedReplays Replays => (WatchedReplays)Services.GetRequiredService<IReplayStore>();

    internal IReplayGrain Replay(string version) => Grains.GetGrain<IReplayGrain>(version);

    /// <summary>Runs a replay to its end.</summary>
    internal async Task<StoredReplay> ReplayAsync(string version, ReplaySpec spec, CancellationToken cancellationToken)
    {
        var id = Fresh("replay");
        var outcome = await Replay(version).StartAsync(id, spec, cancellationToken);
        Assert.Null(outcome.Reason);
        await Replays.Ended(id).WaitAsync(cancellationToken);
        return (await Replays.FindAsync(version, cancellationToken))!;
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Promotion.Gates = new PromotionGateOptions { LeastLabelled = 50, LeastRequests = 20, Criteria = new(CalibrationError: 1) };
        var change = new ModelChange { Actor = "tests", Reason = "tests", Force = true };
        foreach (var model in (ModelArtefact[])[SmallModels.First, SmallModels.Second, Turned]) await Registry.RegisterAsync(model.Pack(), change);
        await Registry.PromoteAsync(SmallModels.First.Version, change);
        Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < Tracked + Missing; i++) await SaveAsync(i, cached: i < Tracked);
    }

    protected override void AddComparison(IServiceCollection services) => services
        .AddSingleton<IReplayStore>(provider => new WatchedReplays(provider.GetRequiredService<SqliteCatalog>().Replays))
        .AddSingleton<IReplayReader>(provider => provider.GetRequiredService<IReplayStore>());

    // One emotion a track, with an artist of its own kind; the first clip of each is labelled, and every other track as a whole.
    private async Task SaveAsync(int i, bool cached)
    {
        var (id, label, hash) = ($"t{i:D3}", (EmotionLabel)(i % 4), $"{i:D64}");
        var features = new float[4];
        Array.Fill(features, 0.5f);
        features[i % 4] = 2.5f;
        var audio = new AudioSource { Path = $"/{id}", SizeBytes = 1, ModifiedAt = Clock.GetUtcNow(), ContentHash = hash, DurationS = 30 * ClipsEach, SampleRate = 44100, Channels = 2, BitrateKbps = 1 };
        var metadata = new TrackMetadata { Artist = $"artist {i / 4}", Genre = i % 2 == 0 ? "uşşak" : "hicaz" };
        CachedClipFeatures[] clips = [.. Enumerable.Range(0, ClipsEach).Select(clip => new CachedClipFeatures(30 * clip, 30, features))];
        var content = cached ? new AnalysedContent(new FeatureCacheKey(hash, FakeAnalyzer.Schema, 30, 30), audio, clips) : null;
        await Tracks.SaveAsync(new Track { TrackId = id, Metadata = metadata, Audio = audio }, content, CancellationToken.None);
        await LabelAsync(id, 0, label);
        if (i % 2 == 0) await LabelAsync(id, null, label);
    }

    private Task<Feedback> LabelAsync(string id, int? clip, EmotionLabel label) => Services.GetRequiredService<IFeedbackStore>().AddAsync(
        new Feedback
        {
            Id = Fresh("label"),
            TrackId = id,
            ClipIndex = clip,
            Stretch = clip is null ? FeedbackStretch.WholeTrack : new FeedbackStretch(0, 30_000_000),
            Author = new FeedbackAuthor(AnnotatorKind.Annotator, "Ayşe"),
            Verdict = FeedbackVerdict.Correct,
            Emotion = label,
            Predicted = new PredictionSeen(label, 0.8, SmallModels.First.Version, FakeAnalyzer.Schema, Clock.GetUtcNow()),
            CreatedAt = Clock.GetUtcNow(),
        },
        standing => new ResolvedLabel(standing[^1].Emotion, 1, 1, 1),
        CancellationToken.None);
}
