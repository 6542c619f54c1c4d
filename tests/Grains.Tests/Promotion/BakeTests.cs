using Cluster.Abstractions.Models;
using Cluster.Abstractions.Predictions;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Promotion;

[Trait("Suite", "Cluster")]
public sealed class BakeTests(BakeCluster cluster) : IClassFixture<BakeCluster>, IAsyncLifetime
{
    private const int Enough = 30;

    private static readonly ModelChange Change = new() { Actor = "Ayşe", Reason = "better on folk", Force = true };

    private readonly string file = cluster.WriteAudio($"{GrainCluster.Fresh("bake")}.txt");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    private static string Third => SmallModels.Third.Version;

    public async ValueTask InitializeAsync()
    {
        cluster.Sabotage.Version = null;
        var champion = (await cluster.Registry.GetAsync(Cancel)).Champion;
        await PromoteAsync(First, champion);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(true, "requests failed", "errors")]
    [InlineData(false, "predictions go to review", "review")]
    public async Task Champion_ThatBreaksUnderLoad_IsRolledBackByItselfAndTheAnswersComeBack(bool throws, string words, string gate)
    {
        (cluster.Sabotage.Throws, cluster.Sabotage.Version) = (throws, Second);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var callers = Enumerable.Range(0, 2).Select(_ => CallAsync(stop.Token)).ToArray();
        var promoted = await PromoteAsync(Second, First);
        Assert.Equal((Second, First, true), (promoted.Bake!.Version, promoted.Bake.Former, promoted.Bake.IsOpen));

        var after = await cluster.Calls.UntilAsync(() => cluster.Registry.GetAsync(Cancel), view => view.Champion == First, Cancel);
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Equal((BakeState.RolledBack, Second, promoted.Revision + 1), (after.Bake!.State, after.PreviousChampion, after.Revision));
        var log = await cluster.Registry.GetAuditAsync(null, 2, Cancel);
        var entry = log.Entries[0];
        Assert.True(log.Verification.Intact);
        Assert.Equal((ModelAction.RolledBack, First, Second, "cluster"), (entry.Action, entry.Version, entry.Replaced, entry.Actor));
        Assert.Contains(words, entry.Reason, StringComparison.Ordinal);
        Assert.Contains($"\"broken\":[\"{gate}\"]", entry.Evidence, StringComparison.Ordinal);
        Assert.Equal((ModelAction.Promoted, "Ayşe"), (log.Entries[1].Action, log.Entries[1].Actor));

        await cluster.FollowAsync(Cancel);
        var answer = await PredictAsync();
        Assert.Equal((null, First), (answer.Failure, answer.Emotion?.Prediction.ModelVersion));

        // Once: looking again finds nothing to do.
        await cluster.Watch.CheckAsync(Cancel);
        Assert.Equal(after.Revision, (await cluster.Registry.GetAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task Champion_ThatKeepsItsLimits_IsHeldWhenItsTimeIsUpAndItHasHadTraffic()
    {
        var promoted = await PromoteAsync(Second, First);
        cluster.Clock.Advance(TimeSpan.FromHours(25));
        await cluster.Watch.CheckAsync(Cancel);
        Assert.True((await cluster.Registry.GetAsync(Cancel)).Bake!.IsOpen);

        for (var i = 0; i < Enough; i++) Assert.Null((await PredictAsync()).Failure);
        await cluster.FlushAsync(Cancel);
        await cluster.Watch.CheckAsync(Cancel);
        var view = await cluster.Registry.GetAsync(Cancel);
        Assert.Equal((Second, BakeState.Held, promoted.Revision + 1), (view.Champion, view.Bake!.State, view.Revision));
        var entry = (await cluster.Registry.GetAuditAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal((ModelAction.BakeHeld, Second, "cluster"), (entry.Action, entry.Version, entry.Actor));
        Assert.Contains("No limit was broken", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_WhoMovesTheChampionMeanwhile_IsNotOverruled()
    {
        await PromoteAsync(Second, First);
        (cluster.Sabotage.Throws, cluster.Sabotage.Version) = (true, Second);
        for (var i = 0; i < Enough; i++) await Assert.ThrowsAnyAsync<Exception>(PredictAsync);
        var view = await PromoteAsync(Third, (await cluster.Registry.GetAsync(Cancel)).Champion);
        await cluster.FlushAsync(Cancel);
        await cluster.Watch.CheckAsync(Cancel);
        var after = await cluster.Registry.GetAsync(Cancel);
        Assert.Equal((Third, view.Revision, true), (after.Champion, after.Revision, after.Bake!.IsOpen));
    }

    [Fact]
    public async Task Changes_OnAnotherRevisionThanWasSeen_AreRefused()
    {
        var view = await PromoteAsync(Second, First);
        var stale = Change with { ExpectedRevision = view.Revision - 1 };
        Assert.Equal(ModelChangeStatus.OtherRevision, (await cluster.Registry.HoldAsync(Second, stale, Cancel)).Status);
        Assert.Equal(ModelChangeStatus.OtherRevision, (await cluster.Registry.RollbackAsync(stale, Cancel)).Status);
        Assert.Equal(ModelChangeStatus.Refused, (await cluster.Registry.HoldAsync(First, Change, Cancel)).Status);
    }

    [Fact]
    public async Task Watch_AfterEverythingWasDeactivated_GoesOn()
    {
        await PromoteAsync(Second, First);
        (cluster.Sabotage.Throws, cluster.Sabotage.Version) = (false, Second);
        await cluster.Cluster.DeactivateAsync(cluster.Watch);
        await cluster.Cluster.DeactivateAsync(cluster.Registry);
        for (var i = 0; i < Enough; i++) await PredictAsync();
        await cluster.FlushAsync(Cancel);
        var view = await cluster.Calls.UntilAsync(() => cluster.Registry.GetAsync(Cancel), registry => registry.Champion == First, Cancel);
        Assert.Equal(BakeState.RolledBack, view.Bake!.State);
    }

    private async Task<ModelRegistryView> PromoteAsync(string version, string? expected)
    {
        var outcome = await cluster.Registry.PromoteAsync(version, Change with { ExpectedChampion = expected }, Cancel);
        Assert.Equal((ModelChangeStatus.Done, null), (outcome.Status, outcome.Problem));
        await cluster.FollowAsync(Cancel);
        return outcome.Registry;
    }

    private Task<PredictOutcome> PredictAsync() => cluster.Grains.GetGrain<IPredictorGrain>(0).PredictAsync(new PredictRequest(file, 0, null), Cancel);

    private async Task CallAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await PredictAsync();
            }
            catch (InvalidOperationException)
            {
                // The saboteur.
            }
        }
    }
}
