using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;
using Cluster.Grains.Shadows;

namespace Cluster.Grains.Tests.Shadows;

public sealed class ShadowBuffersTests
{
    private static readonly EmotionProbabilities Even = new(0.25, 0.25, 0.25, 0.25);

    [Fact]
    public void Queue_FullOfClips_RefusesUntilSomethingIsTaken()
    {
        using var queue = new ShadowQueue(10);
        Assert.True(queue.TryAdd(Work("a", 4)));
        Assert.True(queue.TryAdd(Work("b", 6)));
        Assert.False(queue.TryAdd(Work("c", 1)));
        Assert.Equal(10, queue.Clips);
        Assert.True(queue.TryTake(out var first, CancellationToken.None));
        Assert.Equal(("a", 6), (first.Track.TrackId, queue.Clips));
        Assert.True(queue.TryAdd(Work("c", 4)));
        Assert.False(queue.TryAdd(Work("d", 11)));
    }

    [Fact]
    public void Queue_ThatIsStopped_GivesAndTakesNothing()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var queue = new ShadowQueue(10);
        Assert.False(queue.TryTake(out _, stopped.Token));
        queue.Dispose();
        Assert.False(queue.TryAdd(Work("a", 1)));
        Assert.False(queue.TryTake(out _, CancellationToken.None));
    }

    [Fact]
    public void Outbox_WhileABatchIsNotStored_KeepsItsPlaces()
    {
        var outbox = new ShadowOutbox(5);
        Assert.False(outbox.IsHalfFull);
        Assert.True(outbox.TryAdd([Prediction(0), Prediction(1), Prediction(2)]));
        Assert.True(outbox.IsHalfFull);
        Assert.False(outbox.TryAdd([Prediction(3), Prediction(4), Prediction(5)]));
        List<ShadowPrediction> batch = [];
        outbox.Fill(batch, 2);
        outbox.Fill(batch, 2);
        Assert.Equal([0, 1], batch.Select(prediction => prediction.ClipIndex));
        Assert.False(outbox.TryAdd([Prediction(3), Prediction(4), Prediction(5)]));
        outbox.Stored(batch.Count);
        Assert.True(outbox.TryAdd([Prediction(3), Prediction(4), Prediction(5)]));
    }

    [Fact]
    public void Disagreement_CountsSureContradictionsByTheirShare()
    {
        var sureHappy = new EmotionProbabilities(0.8, 0.2, 0, 0);
        var sureSad = new EmotionProbabilities(0.1, 0.9, 0, 0);
        var unsureSad = new EmotionProbabilities(0.4, 0.6, 0, 0);
        Assert.Equal(0, ShadowDisagreement.Of([], 0.75));
        Assert.Equal(0, ShadowDisagreement.Of([new ShadowedClip(sureHappy, []), new ShadowedClip(sureHappy, [sureHappy, unsureSad])], 0.75));
        Assert.Equal(0, ShadowDisagreement.Of([new ShadowedClip(unsureSad, [sureHappy])], 0.75));
        Assert.Equal(0.9, ShadowDisagreement.Of([new ShadowedClip(sureHappy, [sureSad])], 0.75), 12);
        Assert.Equal(0.45, ShadowDisagreement.Of([new ShadowedClip(sureHappy, [sureSad, sureHappy])], 0.75), 12);
        Assert.Equal(0.225, ShadowDisagreement.Of([new ShadowedClip(sureHappy, [sureSad, unsureSad]), new ShadowedClip(sureHappy, [])], 0.75), 12);
        Assert.Equal(0.9, ShadowDisagreement.Of([new ShadowedClip(unsureSad with { Sad = 0.4, Happy = 0.6 }, [sureSad])], 0.5), 12);
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        Assert.Empty(new ShadowOptions().Validate());
        var bad = new ShadowOptions
        {
            CpuShare = 0,
            MostWaitingClips = 0,
            MostUnstoredPredictions = 0,
            Patience = TimeSpan.Zero,
            FailuresBeforeRest = 0,
            Rest = TimeSpan.Zero,
            MostAbandonedThreads = -1,
            FlushInterval = TimeSpan.Zero,
            BatchSize = 0,
            Sure = double.NaN,
            SweepInterval = TimeSpan.Zero,
            MostComparedClips = 1,
        };
        var settings = typeof(ShadowOptions).GetProperties().Where(property => property.CanWrite).Select(property => $"Shadows:{property.Name} ").ToList();
        Assert.Equal(settings.Count, bad.Validate().Count());
        Assert.All(settings, name => Assert.Contains(bad.Validate(), problem => problem.StartsWith(name, StringComparison.Ordinal)));
    }

    private static ShadowPrediction Prediction(int index) => new("s", "t", index, new FeedbackStretch(0, 1), "h", "schema", Even, null, DateTimeOffset.UnixEpoch);

    private static ShadowWork Work(string track, int clips) => new(new ScoredTrack(
        track,
        true,
        "h",
        "schema",
        "c",
        [.. Enumerable.Range(0, clips).Select(i => new CachedClipFeatures(i * 30, 30, [0]))],
        [.. Enumerable.Range(0, clips).Select(i => new Clip { TrackId = track, Index = i, StartS = i * 30, DurationS = 30 })],
        new TrackEmotion(DecisionPolicy.Default.ToPrediction(Even, "c", "schema", DateTimeOffset.UnixEpoch), AggregationMethod.Mean, clips),
        AnalysisLane.Bulk));
}
