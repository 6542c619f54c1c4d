using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Models;
using Cluster.Grains.Shadows;
using Cluster.Grains.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Shadows;

public sealed class ShadowWriterTests : IDisposable
{
    private static readonly EmotionProbabilities SureHappy = new(0.9, 0.1, 0, 0);
    private static readonly EmotionProbabilities SureSad = new(0.1, 0.9, 0, 0);

    private readonly FakeTimeProvider clock = new();
    private readonly FlakyShadows store = new();
    private readonly ShadowOutbox outbox = new(10);
    private readonly ScoringBook book;
    private readonly ShadowBench bench;
    private readonly ShadowWriter writer;
    private readonly ServingSet models = ServingSet.Empty with { Revision = 1, Champion = new FakeModel("c"), Shadows = [new FakeModel("s")] };

    public ShadowWriterTests()
    {
        book = new ScoringBook("silo", clock);
        bench = new ShadowBench(1, TimeSpan.FromMinutes(5), clock);
        writer = new ShadowWriter(store, store, outbox, book, bench, new ShadowOptions { BatchSize = 3 }, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => writer.Dispose();

    [Fact]
    public async Task Flush_WhileTheStoreFails_LosesNothingAndStaysBounded()
    {
        store.Fails = true;
        Assert.True(outbox.TryAdd([.. Enumerable.Range(0, 7).Select(Prediction)]));
        await Assert.ThrowsAsync<IOException>(() => writer.FlushAsync(models, false, Cancel));
        await Assert.ThrowsAsync<IOException>(() => writer.FlushAsync(models, false, Cancel));
        Assert.False(outbox.TryAdd([.. Enumerable.Range(7, 4).Select(Prediction)]));

        store.Fails = false;
        await writer.FlushAsync(models, false, Cancel);
        Assert.Equal(Enumerable.Range(0, 7), store.Stored.Select(prediction => prediction.ClipIndex));
        Assert.Equal([3, 3, 1], store.Batches);
        Assert.True(outbox.TryAdd([.. Enumerable.Range(7, 10).Select(Prediction)]));
    }

    [Fact]
    public async Task Flush_OfCounts_WritesWhatChangedAndOnceAMinuteThatItLives()
    {
        book.Of("s", "c").Ended(TimeSpan.FromMilliseconds(2));
        book.Of("c", "c").Ended(null);
        await writer.FlushAsync(models, false, Cancel);
        await writer.FlushAsync(models, false, Cancel);
        Assert.Equal(["c", "s"], store.Statistics.Select(counts => counts.ModelVersion).Order(StringComparer.Ordinal));

        // Written again after an error, the counts are the same: absolute, not increments.
        book.Of("s", "c").Ended(TimeSpan.FromMilliseconds(2));
        store.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => writer.FlushAsync(models, false, Cancel));
        store.Fails = false;
        await writer.FlushAsync(models, false, Cancel);
        Assert.Equal(2, store.Statistics[^1].Requests);
        bench.Failed("s", "It fails.");
        await writer.FlushAsync(models, false, Cancel);
        Assert.Equal(ShadowState.Resting, store.Statistics[^1].State);
        var written = store.Statistics.Count;
        clock.Advance(TimeSpan.FromMinutes(1));
        await writer.FlushAsync(models, false, Cancel);
        Assert.Equal((written + 1, "s"), (store.Statistics.Count, store.Statistics[^1].ModelVersion));
    }

    [Fact]
    public async Task Flush_OfPredictions_SignalsOnlyWhatIsNotSoAlready()
    {
        store.Track = id => new ShadowedTrack(id, id == "known" ? 0.9 : 0, [new ShadowedClip(SureHappy, [SureSad])]);
        Assert.True(outbox.TryAdd([Prediction(0) with { TrackId = "known" }, Prediction(0) with { TrackId = "new" }, Prediction(1) with { TrackId = "new" }]));
        await writer.FlushAsync(models, false, Cancel);
        var signal = Assert.Single(store.Signals);
        Assert.Equal(("new", 0.9, null), (signal.TrackId, signal.ShadowDisagreement!.Value, signal.Plays));
    }

    private static ShadowPrediction Prediction(int index) => new("s", "t", index, new FeedbackStretch(0, 1), "h", "schema", SureSad, null, DateTimeOffset.UnixEpoch);
}
