using Cluster.Abstractions.Emotions;
using Cluster.Catalog;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Sqlite;
using Cluster.Grains.Drifts;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Drift;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Drifts;

public sealed class DriftRecorderTests : IAsyncLifetime
{
    private static readonly EmotionProbabilities Sure = new(0.9, 0.05, 0.05, 0);

    private readonly TemporaryFolder folder = new();
    private readonly TestClock clock = new();
    private readonly List<SqliteCatalog> catalogs = [];
    private SqliteCatalog catalog = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        catalog = await OpenAsync();
        await catalog.Models.PutAsync(SmallModels.First.Version, SmallModels.First.Pack(), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in catalogs) await opened.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Scored_Recordings_CountOneClipEachInTheReferencesBins()
    {
        using var recorder = Recorder(catalog.Drifts);
        var random = new Random(1);
        foreach (var track in ScoredTracks.Draw(random, SmallModels.First.CreateClassifier(), 40, clips: 7)) recorder.Scored(track);
        recorder.Scored(ScoredTracks.Of("far", SmallModels.First.Version, [[float.NaN, -9, 99, 0.5f]], Sure));
        await FlushAsync(recorder);
        var window = (await CloseAsync(SmallModels.First.Version))!;
        var counts = DriftReports.CountsOf(window);
        Assert.Equal((41, 0, 1, 41), (window.Rows, window.Dropped, window.Sources, counts.Predictions.Rows));
        Assert.All(counts.Features, feature => Assert.Equal(41, feature.Total));
        Assert.Equal(1, counts.Features[0][FeatureBins.Count - 1]);
        Assert.True(counts.Features[1][0] > 0 && counts.Features[2][FeatureBins.Count - 2] > 0);
    }

    [Fact]
    public async Task Scored_ByAModelWithoutReference_CountsPredictionsOnly()
    {
        using var recorder = Recorder(catalog.Drifts);
        recorder.Scored(ScoredTracks.Of("t", "unknown", [[1, 2, 3]], Sure));
        await FlushAsync(recorder);
        var counts = DriftReports.CountsOf((await CloseAsync("unknown"))!);
        Assert.Empty(counts.Features);
        Assert.Equal((1, 1), (counts.Predictions.Labels[0], counts.Predictions.DecisionsOf(TagDecision.Tagged)));
    }

    [Fact]
    public async Task Scored_ThatDoesNotFitItsModelOrTheQueue_IsDroppedAndCounted()
    {
        using var recorder = Recorder(catalog.Drifts, queue: 16);
        var good = ScoredTracks.Of("t", SmallModels.First.Version, [[1, 1, 1, 1]], Sure);
        recorder.Scored(ScoredTracks.Of("short", SmallModels.First.Version, [[1]], Sure));
        for (var i = 0; i < 20; i++) recorder.Scored(good);
        await FlushAsync(recorder);
        var window = (await CloseAsync(SmallModels.First.Version))!;
        Assert.Equal((15, 6), (window.Rows, window.Dropped));
    }

    [Fact]
    public async Task Flush_OfUnknownOutcome_IsSentAgainAndCountsOnce()
    {
        var store = FlakyStore.Over(catalog.Drifts);
        using var recorder = Recorder((IDriftStore)(object)store);
        var track = ScoredTracks.Of("t", SmallModels.First.Version, [[1, 1, 1, 1]], Sure);
        recorder.Scored(track);
        store.FailsAfterStoring = true;
        await Assert.ThrowsAsync<IOException>(() => FlushAsync(recorder));
        recorder.Scored(track);
        store.FailsAfterStoring = false;
        await FlushAsync(recorder);
        Assert.Equal(2, (await CloseAsync(SmallModels.First.Version))!.Rows);
    }

    [Fact]
    public async Task Run_StoppedAndStartedAnew_ContinuesTheWindowsCounts()
    {
        foreach (var (drifts, count) in ((IDriftStore, int)[])[(catalog.Drifts, 3), ((await OpenAsync()).Drifts, 4)])
        {
            using var recorder = Recorder(drifts);
            using var stop = new CancellationTokenSource();
            var running = recorder.RunAsync(stop.Token);
            for (var i = 0; i < count; i++) recorder.Scored(ScoredTracks.Of("t", SmallModels.First.Version, [[1, 1, 1, 1]], Sure));
            await stop.CancelAsync();
            await running;
        }

        var window = (await CloseAsync(SmallModels.First.Version))!;
        Assert.Equal((7, 2), (window.Rows, window.Sources));
    }

    [Fact]
    public void Add_InSteadyState_AllocatesNothing()
    {
        var tally = new ModelTally("m", ModelFacts.Of(SmallModels.First));
        var track = ScoredTracks.Of("t", "m", [[1, 1, 1, 1], [2, 2, 2, 2]], Sure);
        for (var i = 0; i < 100; i++) tally.Add(track);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) tally.Add(track);

        // The runtime itself takes a few bytes now and then.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private async Task<SqliteCatalog> OpenAsync()
    {
        var opened = new SqliteCatalog(new CatalogOptions { DataFolder = folder.Path }, clock);
        catalogs.Add(opened);
        await opened.MigrateAsync(Cancel);
        return opened;
    }

    private DriftRecorder Recorder(IDriftStore store, int queue = 1024) =>
        new(store, new ModelFactsCache(catalog.Models), new DriftSettings { QueueLength = queue }, clock, NullLogger<DriftRecorder>.Instance);

    private static Task FlushAsync(DriftRecorder recorder)
    {
        recorder.CountWaiting();
        return recorder.FlushAsync(Cancel);
    }

    private Task<ClosedDriftWindow?> CloseAsync(string version) => catalog.Drifts.CloseAsync(version, new WindowCondition(clock.GetUtcNow(), 1), Cancel);
}
