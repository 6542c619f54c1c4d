using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Analysis;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Grains.Traffic;
using Cluster.Modeling;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Traffic;

public sealed class TrafficRecorderTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero));
    private readonly MemoryTraffic store = new();
    private readonly Serving serving = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TrafficRecorder Recorder() => new(store, serving, clock, NullLogger<TrafficRecorder>.Instance);

    [Fact]
    public async Task Counts_OfRequestsAndPredictions_AreTheirs()
    {
        var recorder = Recorder();
        Score(recorder, TagDecision.Review);
        Score(recorder, TagDecision.Tagged);
        End(recorder, 0.5);
        End(recorder, 2.0);
        End(recorder, 30, clips: 20);
        End(recorder, 9, AnalysisLane.Bulk);
        End(recorder, 9, failure: FailureKind.UnsupportedAudio);
        End(recorder, 9, broken: true);
        await recorder.FlushAsync(Cancel);
        var counts = Assert.Single(store.Cells).Counts;
        Assert.Equal((6, 1, 1, 2, 1), (counts.Requests, counts.Errors, counts.Slow, counts.Predictions, counts.Reviews));
        Assert.Equal((3, 1), (counts.Interactive.Total, counts.Bulk.Total));
    }

    [Fact]
    public async Task Cells_OfOtherRevisionsTimesAndProcesses_AreApartAndAddUp()
    {
        var (one, other) = (Recorder(), Recorder());
        End(one, 1);
        End(other, 1);
        serving.Revision = 8;
        End(one, 1);
        clock.Advance(TrafficRecorder.Stretch);
        End(one, 1);
        await one.FlushAsync(Cancel);
        await other.FlushAsync(Cancel);
        Assert.Equal(4, store.Cells.Count);
        Assert.Equal([7, 7, 8, 8], store.Cells.Select(cell => cell.Revision).Order());
        Assert.Equal(2, store.Cells.Select(cell => cell.Silo).Distinct().Count());
        Assert.Equal(4, store.Cells.Sum(cell => cell.Counts.Requests));
        Assert.All(store.Cells, cell => Assert.Equal(0, cell.From.UtcTicks % TrafficRecorder.Stretch.Ticks));
    }

    [Fact]
    public async Task Flush_ThatFails_LosesNothingAndIsMadeGoodByTheNext()
    {
        var recorder = Recorder();
        End(recorder, 1);
        store.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => recorder.FlushAsync(Cancel));
        store.Fails = false;
        End(recorder, 1);
        await recorder.FlushAsync(Cancel);
        Assert.Equal(2, Assert.Single(store.Cells).Counts.Requests);
        var writes = store.Writes;
        await recorder.FlushAsync(Cancel);
        Assert.Equal(writes, store.Writes);
    }

    [Fact]
    public async Task Clock_ThatGoesBack_OverwritesNothing()
    {
        var recorder = Recorder();
        End(recorder, 1);
        await recorder.FlushAsync(Cancel);
        clock.Advance(TrafficRecorder.Stretch);
        End(recorder, 1);
        await recorder.FlushAsync(Cancel);
        clock.AdjustTime(clock.GetUtcNow() - TrafficRecorder.Stretch);
        End(recorder, 1);
        await recorder.FlushAsync(Cancel);
        Assert.Equal(3, store.Cells.Sum(cell => cell.Counts.Requests));
    }

    [Fact]
    public void Flushes_AtAnyTimes_NeitherLoseNorDouble() => Gen.Int[0, 4].Array[0, 80].Sample(steps =>
    {
        var run = new TrafficRecorderTests();
        var recorder = run.Recorder();
        var requests = 0;
        foreach (var step in steps)
        {
            if (step == 0) run.clock.Advance(TimeSpan.FromMinutes(7));
            else if (step == 1) recorder.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
            else if (step == 2) run.serving.Revision++;
            else requests++;
            if (step > 2) End(recorder, step);
        }

        recorder.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal(requests, run.store.Cells.Sum(cell => cell.Counts.Requests));
        Assert.Equal(requests, run.store.Cells.Sum(cell => cell.Counts.Interactive.Total));
    });

    private static void End(IScoringObserver recorder, double seconds, AnalysisLane lane = AnalysisLane.Interactive, FailureKind? failure = null, bool broken = false, int clips = 1) =>
        recorder.Ended(new ScoringRequest("m", lane, TimeSpan.FromSeconds(seconds), failure, broken) { Clips = clips });

    private void Score(IScoringObserver recorder, TagDecision decision)
    {
        var prediction = DecisionPolicy.Default.ToPrediction(new(0.7, 0.1, 0.1, 0.1), "m", "s", clock.GetUtcNow()) with { Decision = decision };
        recorder.Scored(new ScoredTrack("t", true, null, "s", "m", [], [], new TrackEmotion(prediction, AggregationMethod.Mean, 1), AnalysisLane.Bulk));
    }

    private sealed class Serving : IServingModels
    {
        public long Revision { get; set; } = 7;

        public ServingSet Current => ServingSet.Empty with { Revision = Revision };

        public IEmotionClassifier? Champion => null;
    }

    private sealed class MemoryTraffic : ITrafficStore
    {
        private readonly Dictionary<(string, long, DateTimeOffset, string), TrafficCell> cells = [];

        public bool Fails { get; set; }

        public int Writes { get; private set; }

        public List<TrafficCell> Cells => [.. cells.Values];

        public Task PutAsync(IReadOnlyCollection<TrafficCell> cells, CancellationToken cancellationToken)
        {
            if (Fails) throw new IOException("The disk is full.");
            Writes++;
            foreach (var cell in cells) this.cells[(cell.ModelVersion, cell.Revision, cell.From, cell.Silo)] = cell;
            return Task.CompletedTask;
        }

        public Task<TrafficCounts> SumAsync(string modelVersion, long sinceRevision, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VerdictCounts> CountVerdictsAsync(string modelVersion, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
