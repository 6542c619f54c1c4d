using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

/// <summary>One chunk of 40 stored tracks with cached features, re-scored on a real catalogue.</summary>
public sealed class RescoringTests : IAsyncLifetime
{
    private const string JobId = "job";
    private const int Count = 40;
    private const float Poisonous = 0.9f;
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();
    private readonly CountingModel champion = new("fake-2");
    private readonly SqliteCatalog catalog;
    private readonly ChunkWork work;
    private readonly ChunkProcessor processor;

    public RescoringTests()
    {
        catalog = new SqliteCatalog(new CatalogOptions { DataFolder = folder.Combine("data") }, clock);
        work = new ChunkWork(catalog, champion, clock);
        processor = work.Processor();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await catalog.MigrateAsync(Cancel);
        for (var i = 0; i < Count; i++) await StoreAsync(i, i % 2 == 0 ? 0.8f : 0.6f);
    }

    public async ValueTask DisposeAsync()
    {
        work.Dispose();
        await catalog.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task ProcessAsync_OfTracksOfAnOlderModel_AsksTheModelOnceAndTellsOfEach()
    {
        await RescoreAsync();
        Assert.Equal((1, 0), (champion.Batches, champion.Single));
        Assert.Equal(new JobCounts(Count, Count, 0, 0), await CountsAsync());
        var tracks = await catalog.Tracks.FindManyAsync([.. Enumerable.Range(0, Count).Select(Id)], Cancel);
        Assert.All(tracks, track =>
        {
            Assert.Equal(2, track.Version);
            Assert.Equal(["fake-2", "fake-2"], track.Clips.Select(clip => clip.Prediction!.ModelVersion));
            Assert.Equal("fake-2", track.Emotion!.Prediction.ModelVersion);
            Assert.Equal(int.Parse(track.TrackId[1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? 0.8 : 0.6, track.Emotion.Prediction.Confidence, 6);
            Assert.Equal("Şarkı " + track.TrackId, track.Metadata.Title);
        });
        Assert.Equal(Count, work.Observer.Scored.Select(track => track.TrackId).Distinct().Count());
        Assert.All(work.Observer.Scored, track => Assert.True(track.Stored && track.Features.Count == 2 && track.Lane == AnalysisLane.Bulk && track.ModelVersion == "fake-2"));
        Assert.All(work.Observer.Ended, request => Assert.Equal((null, false, 2), (request.Failure, request.Broken, request.Clips)));
        Assert.Equal(Count, work.Observer.Ended.Count);
    }

    [Fact]
    public async Task ProcessAsync_OfCurrentTracks_ChangesNothing()
    {
        await RescoreAsync();
        await RescoreAsync("again");
        Assert.Equal(new JobCounts(Count, 0, Count, 0), await CountsAsync("again"));
        Assert.Equal((1, Count), (champion.Batches, work.Observer.Scored.Count));
        await RescoreAsync("forced", force: true);
        Assert.Equal(new JobCounts(Count, Count, 0, 0), await CountsAsync("forced"));
    }

    [Fact]
    public async Task ProcessAsync_OfATrackThatTheModelThrowsAt_FailsThatTrackOnly()
    {
        await StoreAsync(7, Poisonous);
        await RescoreAsync();
        Assert.Equal(new JobCounts(Count, Count - 1, 0, 1), await CountsAsync());
        var failed = Assert.Single((await catalog.Backfills.ListItemsAsync(JobId, ItemState.Failed, null, 10, Cancel)).Items);
        Assert.Equal((Id(7), 3), (failed.TrackId, failed.Attempts));
        Assert.Equal("fake-1", (await catalog.Tracks.FindAsync(Id(7), Cancel))!.Emotion!.Prediction.ModelVersion);
        Assert.Equal(3, work.Observer.Ended.Count(request => request.Broken));
        Assert.Equal(Count - 1, work.Observer.Scored.Count);
    }

    [Fact]
    public async Task ProcessAsync_OfTracksWithoutFeatures_SaysWhyAndTagsTheOthers()
    {
        await catalog.Tracks.SaveAsync(new Track { TrackId = "bare" }, null, Cancel);
        var track = (await catalog.Tracks.FindAsync(Id(3), Cancel))!;
        await catalog.Tracks.SaveAsync(track with { Audio = track.Audio! with { ContentHash = new string('e', 64) } }, null, Cancel);
        await RescoreAsync(more: "bare");
        Assert.Equal(new JobCounts(Count + 1, Count - 1, 0, 2), await CountsAsync());
        var failed = (await catalog.Backfills.ListItemsAsync(JobId, ItemState.Failed, null, 10, Cancel)).Items;
        Assert.Contains("No features of schema", failed[0].Error, StringComparison.Ordinal);
        Assert.Contains("never analysed", failed[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_WithAnArmOfAnExperiment_GivesEachTrackToItsOwnModel()
    {
        var arm = new CountingModel("arm");
        work.Experiments.Current = Trials.Set([arm], Trials.Running(Trials.Models(version: "arm")));
        await RescoreAsync();
        Assert.Equal((1, 1), (champion.Batches, arm.Batches));
        var tracks = await catalog.Tracks.FindManyAsync([.. Enumerable.Range(0, Count).Select(Id)], Cancel);
        Assert.All(tracks, track => Assert.All(track.Clips, clip => Assert.Equal(track.Emotion!.Prediction.ModelVersion, clip.Prediction!.ModelVersion)));
        var router = Trials.Router(new FakeServingModels(champion), work.Tagging, work.Experiments);
        Assert.All(tracks, track => Assert.Equal(router.RouteTrack(track.TrackId)!.Model.Manifest.ModelVersion, track.Emotion!.Prediction.ModelVersion));
        Assert.Equal(2, tracks.Select(track => track.Emotion!.Prediction.ModelVersion).Distinct().Count());
        Assert.Equal(Count, work.Exposures.Exposures.Count);
    }

    [Fact]
    public async Task ProcessAsync_WithAnArmThatThrowsAtOneTrack_ChargesTheArmWithThatOne()
    {
        await StoreAsync(7, Poisonous);
        champion.Robust = true;
        work.Experiments.Current = Trials.Set([new CountingModel("arm")], Trials.Running(Trials.Models(0, 1, version: "arm")));
        await RescoreAsync();
        Assert.Equal(new JobCounts(Count, Count, 0, 0), await CountsAsync());
        var fallen = Assert.Single(work.Exposures.Exposures, exposure => exposure.Failed);
        Assert.Equal("arm", fallen.ModelVersion);
        Assert.Equal("fake-2", (await catalog.Tracks.FindAsync(Id(7), Cancel))!.Emotion!.Prediction.ModelVersion);
        Assert.Equal("arm", (await catalog.Tracks.FindAsync(Id(8), Cancel))!.Emotion!.Prediction.ModelVersion);
    }

    [Fact]
    public async Task ProcessAsync_BesideSlowAnswers_WaitsForAPlace()
    {
        for (var i = 0; i < work.Options.Concurrency; i++) Assert.True(work.Throttle.TryEnter());
        var lease = await ClaimAsync(JobId, false, null);
        var processing = processor.ProcessAsync(lease, Cancel);
        Assert.Equal((false, 0), (processing.IsCompleted, champion.Batches));
        work.Throttle.Leave();
        await processing;
        Assert.Equal(new JobCounts(Count, Count, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task ProcessAsync_WithALostLease_WritesAndTellsNothing()
    {
        var lease = await ClaimAsync(JobId, false, null);
        clock.Advance(work.Options.Lease);
        var second = (await catalog.Backfills.ClaimChunkAsync("b", work.Options.Lease, Cancel))!;
        await processor.ProcessAsync(lease, Cancel);
        Assert.Equal(new JobCounts(Count, 0, 0, 0), await CountsAsync());
        Assert.Empty(work.Observer.Scored);
        await processor.ProcessAsync(second, Cancel);
        Assert.Equal(new JobCounts(Count, Count, 0, 0), await CountsAsync());
    }

    private static string Id(int number) => $"t{number:00}";

    private async Task StoreAsync(int number, float happy)
    {
        var stored = await catalog.Tracks.FindAsync(Id(number), Cancel);
        var hash = $"{number:00}{(int)(happy * 100):00}".PadLeft(64, 'a');
        var audio = new AudioSource { Path = "/gone", SizeBytes = 1, ModifiedAt = clock.GetUtcNow(), ContentHash = hash, DurationS = 60, SampleRate = 44_100, Channels = 2, BitrateKbps = 128 };
        var rest = 1 - happy;
        var content = new AnalysedContent(
            new FeatureCacheKey(hash, FakeAnalyzer.Schema, 30, 30), audio, [.. Enumerable.Range(0, 2).Select(i => new CachedClipFeatures(i * 30, 30, [happy, rest, 0, 0]))]);
        var (emotion, clips) = new ClipClassifier(work.Tagging, clock).Classify(Id(number), content.Clips, new FakeModel("fake-1"));
        var track = new Track { TrackId = Id(number), Metadata = new TrackMetadata { Title = "Şarkı " + Id(number) }, Audio = audio, Emotion = emotion, Clips = clips, Version = stored?.Version ?? 0 };
        Assert.NotNull(await catalog.Tracks.SaveAsync(track, content, Cancel));
    }

    private async Task RescoreAsync(string job = JobId, bool force = false, string? more = null) => await processor.ProcessAsync(await ClaimAsync(job, force, more), Cancel);

    private async Task<ChunkLease> ClaimAsync(string job, bool force, string? more)
    {
        var spec = new BackfillSpec { Source = BackfillSpec.Catalogue, Rescore = true, Force = force };
        await catalog.Backfills.CreateAsync(new BackfillJob { Id = job, Spec = spec, State = JobState.Queued, CreatedAt = clock.GetUtcNow() }, Cancel);
        var listing = (await catalog.Backfills.ClaimListingAsync("lister", work.Options.Lease, Cancel))!;
        var ids = Enumerable.Range(0, Count).Select(Id).Concat(more is null ? [] : [more]);
        Assert.True(await catalog.Backfills.AppendItemsAsync(listing, [.. ids.Select(id => new ListedItem(id, "/gone", id, TrackMetadata.Empty))], Cancel));
        Assert.True(await catalog.Backfills.CompleteListingAsync(listing, Cancel));
        return (await catalog.Backfills.ClaimChunkAsync("a", work.Options.Lease, Cancel))!;
    }

    private async Task<JobCounts> CountsAsync(string job = JobId) => (await catalog.Backfills.FindAsync(job, Cancel))!.Counts;

    // Probabilities are the first four features; one vector it cannot stand.
    private sealed class CountingModel(string version) : IEmotionClassifier
    {
        private int batches;
        private int single;

        public bool Robust { get; set; }

        public int Batches => Volatile.Read(ref batches);

        public int Single => Volatile.Read(ref single);

        public ModelManifest Manifest { get; } = new FakeModel(version).Manifest;

        public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
        {
            Interlocked.Increment(ref single);
            One(features, probabilities);
        }

        public void PredictBatch(ReadOnlySpan<float> rows, Span<double> probabilities)
        {
            Interlocked.Increment(ref batches);
            for (var at = 0; at < rows.Length; at += 4) One(rows.Slice(at, 4), probabilities.Slice(at, 4));
        }

        private void One(ReadOnlySpan<float> features, Span<double> probabilities)
        {
            if (features[0] == Poisonous && !Robust) throw new InvalidOperationException("poison");
            for (var k = 0; k < 4; k++) probabilities[k] = features[k];
        }
    }
}
