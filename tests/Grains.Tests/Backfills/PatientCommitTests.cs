using Cluster.Abstractions.Backfills;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Backfills;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

public sealed class PatientCommitTests
{
    private static readonly ChunkLease Lease = new("job", new BackfillSpec { Source = "/music" }, 1, 1, []);
    private static readonly ItemResult[] Results = [new ItemResult(0, ItemState.Unchanged, null, null, 0, null)];

    private readonly FakeTimeProvider clock = new();
    private readonly BackfillOptions options = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WhileTheCatalogueIsAway_WaitsAndCommitsOnce()
    {
        var (store, calls) = FlakyQueue.Of(commit: call => call < 30 ? throw new CatalogException("away") : JobState.Running, renew: _ => throw new CatalogException("away"));
        Assert.Equal(JobState.Running, await PassingTimeAsync(Commit(store).RunAsync(Lease, Results, Cancel)));
        Assert.Equal(31, calls.Commits);
    }

    [Fact]
    public async Task RunAsync_OnALeaseThatWasLostMeanwhile_WritesNothing()
    {
        var (store, calls) = FlakyQueue.Of(commit: call => call == 0 ? throw new CatalogException("away") : null, renew: _ => null);
        Assert.Null(await PassingTimeAsync(Commit(store).RunAsync(Lease, Results, Cancel)));
        Assert.Equal(2, calls.Commits);
    }

    [Fact]
    public async Task RunAsync_WhenTheCatalogueAnswersAndRefuses_SaysSo()
    {
        var (store, calls) = FlakyQueue.Of(commit: _ => throw new CatalogException("too large"), renew: _ => JobState.Running);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => PassingTimeAsync(Commit(store).RunAsync(Lease, Results, Cancel)));
        Assert.Equal("too large", error.InnerException!.Message);
        Assert.Equal(3, calls.Commits);
    }

    [Fact]
    public async Task RunAsync_OnAFullDiskThatTakesRenewals_WaitsForSpace()
    {
        var (store, calls) = FlakyQueue.Of(commit: call => call < 30 ? throw new CatalogFullException("full") : JobState.Running, renew: _ => JobState.Running);
        Assert.Equal(JobState.Running, await PassingTimeAsync(Commit(store).RunAsync(Lease, Results, Cancel)));
        Assert.Equal(31, calls.Commits);
    }

    [Fact]
    public async Task RunAsync_OfAWorkerThatStops_EndsWithTheNextError()
    {
        using var stop = new CancellationTokenSource();
        var (store, _) = FlakyQueue.Of(
            commit: call =>
            {
                if (call == 2) stop.Cancel();
                throw new CatalogException("away");
            },
            renew: _ => throw new CatalogException("away"));
        await Assert.ThrowsAsync<CatalogException>(() => PassingTimeAsync(Commit(store).RunAsync(Lease, Results, stop.Token)));
    }

    [Fact]
    public async Task RunAsync_OfAnotherError_IsNotTriedAgain()
    {
        var (store, calls) = FlakyQueue.Of(commit: _ => throw new ArgumentException("no such item"), renew: _ => JobState.Running);
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(store).RunAsync(Lease, Results, Cancel));
        Assert.Equal(1, calls.Commits);
    }

    private PatientCommit Commit(IBackfillStore store) => new(store, options, clock, NullLogger.Instance);

    private async Task<JobState?> PassingTimeAsync(Task<JobState?> committing)
    {
        while (!committing.IsCompleted)
        {
            clock.Advance(options.PollInterval);
            await Task.Yield();
        }

        return await committing;
    }
}
