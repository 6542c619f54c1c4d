using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

/// <summary>One chunk of three items on a real catalogue. The catalogue's clock and the worker's are apart, as on two machines.</summary>
public sealed class ChunkProcessorTests : IAsyncLifetime
{
    private const string JobId = "job";
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider catalogClock = new();
    private readonly FakeTimeProvider workerClock = new();
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteCatalog catalog;
    private readonly ChunkWork work;
    private readonly ChunkProcessor processor;

    public ChunkProcessorTests()
    {
        catalog = new SqliteCatalog(new CatalogOptions { DataFolder = folder.Combine("data") }, catalogClock);
        work = new ChunkWork(catalog, new FakeModel(), workerClock);
        processor = work.Processor();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await catalog.MigrateAsync(Cancel);
        var items = Enumerable.Range(0, 3).Select(number => new ListedItem(
            $"{number}.wav", folder.Write($"{number}.wav", FakeAnalyzer.Audio(30 + number, 1, 0, 0, 0)), $"t{number}", TrackMetadata.Empty));
        await catalog.Backfills.CreateAsync(
            new BackfillJob { Id = JobId, Spec = new BackfillSpec { Source = folder.Path }, State = JobState.Queued, CreatedAt = catalogClock.GetUtcNow() }, Cancel);
        var listing = (await catalog.Backfills.ClaimListingAsync("lister", work.Options.Lease, Cancel))!;
        Assert.True(await catalog.Backfills.AppendItemsAsync(listing, [.. items], Cancel));
        Assert.True(await catalog.Backfills.CompleteListingAsync(listing, Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        work.Dispose();
        await catalog.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task ProcessAsync_UndisturbedChunk_CommitsEveryItem()
    {
        await processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
        Assert.True(await catalog.Backfills.IsDrainedAsync(JobId, Cancel));
    }

    [Fact]
    public async Task ProcessAsync_WithALostLease_WritesNothing()
    {
        var lease = await ClaimAsync("a");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hold(0, _ => release.Task);
        var processing = processor.ProcessAsync(lease, Cancel);
        await entered.Task.WaitAsync(Cancel);
        catalogClock.Advance(work.Options.Lease);
        var second = await ClaimAsync("b");
        release.SetResult();
        await processing;
        Assert.Equal(new JobCounts(3, 0, 0, 0), await CountsAsync());
        Assert.Empty(await catalog.Tracks.FindManyAsync(["t0", "t1", "t2"], Cancel));
        Assert.Empty(work.Observer.Scored);
        await processor.ProcessAsync(second, Cancel);
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
        Assert.All(await catalog.Tracks.FindManyAsync(["t0", "t1", "t2"], Cancel), track => Assert.Equal(1, track.Version));
    }

    [Fact]
    public async Task ProcessAsync_ThatFindsItsLeaseLost_LeavesTheItemUnderWay()
    {
        var lease = await ClaimAsync("a");
        HoldForever(1);
        var processing = processor.ProcessAsync(lease, Cancel);
        await entered.Task.WaitAsync(Cancel);
        catalogClock.Advance(work.Options.Lease);
        await ClaimAsync("b");
        workerClock.Advance(work.Options.Lease / 3);
        await processing;
        Assert.Equal(2, work.Analyzer.Calls);
        Assert.Equal(new JobCounts(3, 0, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task ProcessAsync_OfACancelledJob_KeepsWhatIsDoneAndLeavesTheRest()
    {
        var lease = await ClaimAsync("a");
        HoldForever(1);
        var processing = processor.ProcessAsync(lease, Cancel);
        await entered.Task.WaitAsync(Cancel);
        await catalog.Backfills.TransitionAsync(JobId, [JobState.Running], JobState.Cancelled, null, Cancel);
        workerClock.Advance(work.Options.Lease / 3);
        await processing;
        Assert.Equal(new JobCounts(3, 1, 0, 0), await CountsAsync());
        Assert.NotNull(await catalog.Tracks.FindAsync("t0", Cancel));
    }

    [Fact]
    public async Task ProcessAsync_ThatIsStopped_KeepsWhatIsDone()
    {
        using var stop = new CancellationTokenSource();
        var lease = await ClaimAsync("a");
        HoldForever(2);
        var processing = processor.ProcessAsync(lease, stop.Token);
        await entered.Task.WaitAsync(Cancel);
        await stop.CancelAsync();
        await processing;
        Assert.Equal(new JobCounts(3, 2, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task ProcessAsync_OfALongItem_KeepsItsLease()
    {
        var lease = await ClaimAsync("a");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hold(0, _ => release.Task);
        var (store, renewed) = RenewalWatch.Over(catalog.Backfills);
        var processing = work.Processor(store).ProcessAsync(lease, Cancel);
        await entered.Task.WaitAsync(Cancel);
        catalogClock.Advance(work.Options.Lease / 2);
        workerClock.Advance(work.Options.Lease / 2);
        await renewed.WaitAsync(Cancel);
        catalogClock.Advance(work.Options.Lease / 2);
        Assert.Null(await catalog.Backfills.ClaimChunkAsync("b", work.Options.Lease, Cancel));
        release.SetResult();
        await processing;
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
        Assert.Equal(["t0", "t1", "t2"], work.Observer.Scored.Select(track => track.TrackId));
        Assert.All(work.Observer.Scored, track => Assert.True(track.Stored && track.Features.Count == track.Clips.Length && track.Lane == AnalysisLane.Bulk));
    }

    [Fact]
    public async Task ProcessAsync_OfSlowItems_CommitsThemAsTimeGoesOn()
    {
        var tagged = new List<long>();
        work.Analyzer.Before = async (_, _) =>
        {
            tagged.Add((await CountsAsync()).Tagged);
            workerClock.Advance(work.Options.CommitInterval);
        };
        await processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal([0, 1, 2], tagged);
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task ProcessAsync_OfAnItemWithASurprise_FailsThatItemOnly()
    {
        Hold(1, _ => throw new InvalidOperationException("surprise"));
        await processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal(new JobCounts(3, 2, 0, 1), await CountsAsync());
        var failed = Assert.Single((await catalog.Backfills.ListItemsAsync(JobId, ItemState.Failed, null, 10, Cancel)).Items);
        Assert.Equal("t1", failed.TrackId);
        Assert.Contains(nameof(InvalidOperationException), failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("surprise", failed.Error, StringComparison.Ordinal);
        Assert.Equal(3, failed.Attempts);
    }

    [Fact]
    public async Task ProcessAsync_OfAnItemThatFailsOnce_TriesItAgainAfterTheOthers()
    {
        var tried = new List<string>();
        work.Analyzer.Before = (request, _) =>
        {
            tried.Add(Path.GetFileName(request.Path));
            return tried.Count == 1 ? throw new InvalidOperationException() : Task.CompletedTask;
        };
        await processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal(["0.wav", "1.wav", "2.wav", "0.wav"], tried);
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
        Assert.Equal([2, 1, 1], (await catalog.Backfills.ListItemsAsync(JobId, null, null, 10, Cancel)).Items.Select(item => item.Attempts));
    }

    [Fact]
    public async Task ProcessAsync_BesideSlowAnswers_WaitsForAPlaceAndCommitsMeanwhile()
    {
        for (var i = 0; i < work.Options.Concurrency; i++) Assert.True(work.Throttle.TryEnter());
        var processing = processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal(0, work.Analyzer.Calls);
        Assert.False(processing.IsCompleted);
        work.Throttle.Leave();
        await processing;
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task ProcessAsync_WhileTheCatalogueIsAway_BlamesNoItemAndLeavesTheChunkToBeTriedAgain()
    {
        Hold(1, _ => throw new CatalogException("away"));
        var lease = await ClaimAsync("a");
        await Assert.ThrowsAsync<CatalogException>(() => processor.ProcessAsync(lease, Cancel));
        Assert.Equal(0, (await CountsAsync()).Failed);
        await catalog.Backfills.ReleaseAsync(lease, Cancel);
        work.Analyzer.Before = null;
        await processor.ProcessAsync(await ClaimAsync("a"), Cancel);
        Assert.Equal(new JobCounts(3, 3, 0, 0), await CountsAsync());
    }

    private async Task<ChunkLease> ClaimAsync(string worker)
    {
        var lease = await catalog.Backfills.ClaimChunkAsync(worker, work.Options.Lease, Cancel);
        Assert.NotNull(lease);
        return lease;
    }

    private async Task<JobCounts> CountsAsync() => (await catalog.Backfills.FindAsync(JobId, Cancel))!.Counts;

    private void HoldForever(int number) => Hold(number, cancellationToken => Task.Delay(Timeout.Infinite, cancellationToken));

    private void Hold(int number, Func<CancellationToken, Task> until) => work.Analyzer.Before = (request, cancellationToken) =>
    {
        if (Path.GetFileName(request.Path) != $"{number}.wav") return Task.CompletedTask;
        entered.TrySetResult();
        return until(cancellationToken);
    };
}
