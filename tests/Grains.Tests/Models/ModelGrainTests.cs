using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Models;

public sealed class ModelGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly ModelChange Change = new() { Actor = "Ayşe", Reason = "2026-01-02T03:04:05Z: tests", Evidence = """{"report":7}""", Force = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    private static string Third => SmallModels.Third.Version;

    [Fact]
    public async Task RegisterAsync_OfASoundArtefact_StoresItAndAddsItsVersionOnce()
    {
        var registry = Registry();
        var outcome = await registry.RegisterAsync(SmallModels.First.Pack(), Change, Cancel);
        Assert.Equal((First, FakeAnalyzer.Schema, null), (outcome.Record!.Version, outcome.Record.SchemaId, outcome.Reason));
        Assert.Equal(outcome, await registry.RegisterAsync(SmallModels.First.Pack(), Change, Cancel));
        var view = await registry.GetAsync(Cancel);
        Assert.Equal([outcome.Record], view.Versions);
        Assert.Equal((1, null), (view.Revision, view.Champion));
        var stored = await cluster.Services.GetRequiredService<IModelArtefactStore>().GetAsync(First, Cancel);
        Assert.Equal(First, ModelArtefact.Unpack(stored).Version);
    }

    [Fact]
    public async Task RegisterAsync_OfJunk_IsRefusedWithAReason()
    {
        var registry = Registry();
        var damaged = SmallModels.First.Pack();
        damaged[damaged.Length / 2] ^= 0xFF;
        foreach (var junk in (byte[][])[[], "junk"u8.ToArray(), damaged])
        {
            var outcome = await registry.RegisterAsync(junk, Change, Cancel);
            Assert.Null(outcome.Record);
            Assert.False(string.IsNullOrWhiteSpace(outcome.Reason));
        }

        var view = await registry.GetAsync(Cancel);
        Assert.Equal((0, 0), (view.Versions.Length, view.Revision));
    }

    [Fact]
    public async Task PromoteAsync_OfARegisteredVersion_MovesTheAliasAndTellsObservers()
    {
        var registry = await RegisteredAsync();
        var observer = new Observer();
        await registry.SubscribeAsync(cluster.Grains.CreateObjectReference<IModelObserver>(observer), Cancel);
        var outcome = await registry.PromoteAsync(First, Change, Cancel);
        Assert.Equal((ModelChangeStatus.Done, First, null), (outcome.Status, outcome.Registry.Champion, outcome.Problem));
        var told = await observer.Told.Task.WaitAsync(Cancel);
        var view = await registry.GetAsync(Cancel);
        Assert.Equal((First, null, 4), (view.Champion, view.PreviousChampion, view.Revision));
        Assert.Equal((view.Champion, view.Revision, view.AuditHead), (told.Champion, told.Revision, told.AuditHead));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task PromoteAsync_OfTwoOperatorsAtOnce_LetsOneWinAndTellsTheOtherTheRevision()
    {
        var registry = await RegisteredAsync();
        var seen = (await registry.PromoteAsync(First, Change, Cancel)).Registry.Revision;
        var outcomes = await Task.WhenAll(
            registry.PromoteAsync(Second, Change with { ExpectedRevision = seen }, Cancel), registry.PromoteAsync(Third, Change with { ExpectedRevision = seen }, Cancel));
        var won = Assert.Single(outcomes, outcome => outcome.Status == ModelChangeStatus.Done);
        var lost = Assert.Single(outcomes, outcome => outcome.Status == ModelChangeStatus.OtherRevision);
        Assert.Equal((won.Registry.Champion, seen + 1), (lost.Registry.Champion, lost.Registry.Revision));
        Assert.Contains($"revision {seen + 1} by now, not {seen}", lost.Problem, StringComparison.Ordinal);
        Assert.Equal(won.Registry.Champion, (await registry.GetAsync(Cancel)).Champion);
    }

    [Fact]
    public async Task PromoteAsync_OfAShadow_MakesItNoShadow()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(First, Change, Cancel);
        await registry.SetShadowAsync(Second, Change, Cancel);
        await registry.SetChallengerAsync(Second, Change, Cancel);
        var view = (await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel)).Registry;
        Assert.Equal((Second, First, null), (view.Champion, view.PreviousChampion, view.Challenger));
        Assert.Empty(view.Shadows);
    }

    [Fact]
    public async Task PromoteAsync_OfAnArtefactThatTheStoreLost_IsRefusedAndChangesNothing()
    {
        // A registry of another time: the version is known, its bytes are gone.
        var registry = Registry();
        var gone = SmallModels.Train(seed: 77);
        await registry.RegisterAsync(gone.Pack(), Change, Cancel);
        await cluster.ForgetArtefactAsync(gone.Version, Cancel);
        var outcome = await registry.PromoteAsync(gone.Version, Change, Cancel);
        Assert.Equal((ModelChangeStatus.BadArtefact, null, 1), (outcome.Status, outcome.Registry.Champion, outcome.Registry.Revision));
        Assert.Contains("register it again", outcome.Problem, StringComparison.Ordinal);
        Assert.Contains("register it again", (await registry.GetDetailsAsync(gone.Version, Cancel))!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RollbackAsync_AfterAPromotion_BringsBackThePreviousChampionOnce()
    {
        var registry = await RegisteredAsync();
        Assert.Equal(ModelChangeStatus.Refused, (await registry.RollbackAsync(Change, Cancel)).Status);
        await registry.PromoteAsync(First, Change, Cancel);
        await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        var view = (await registry.RollbackAsync(Change, Cancel)).Registry;
        Assert.Equal((First, Second), (view.Champion, view.PreviousChampion));

        var again = await registry.RollbackAsync(Change, Cancel);
        Assert.Equal((ModelChangeStatus.Refused, First, view.Revision), (again.Status, again.Registry.Champion, again.Registry.Revision));
        Assert.Contains($"bring back '{Second}'", again.Problem, StringComparison.Ordinal);
        await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal(First, (await registry.RollbackAsync(Change, Cancel)).Registry.Champion);
    }

    [Fact]
    public async Task Shadows_SetAndUnset_AreListedAndLogged()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(First, Change, Cancel);
        await registry.SetShadowAsync(Second, Change, Cancel);
        var view = (await registry.SetShadowAsync(Third, Change, Cancel)).Registry;
        Assert.Equal([Second, Third], view.Shadows);
        Assert.Equal(view.Revision, (await registry.SetShadowAsync(Third, Change, Cancel)).Registry.Revision);
        view = (await registry.UnsetShadowAsync(Second, Change, Cancel)).Registry;
        Assert.Equal([Third], view.Shadows);
        var log = await registry.GetAuditAsync(null, 3, Cancel);
        Assert.Equal(
            [(ModelAction.ShadowUnset, Second), (ModelAction.ShadowSet, Third), (ModelAction.ShadowSet, Second)], log.Entries.Select(entry => (entry.Action, entry.Version!)));
    }

    [Fact]
    public async Task Challenger_SetAndUnset_IsOneAliasThatMoves()
    {
        var registry = await RegisteredAsync();
        Assert.Equal(Second, (await registry.SetChallengerAsync(Second, Change, Cancel)).Registry.Challenger);
        Assert.Equal(Third, (await registry.SetChallengerAsync(Third, Change, Cancel)).Registry.Challenger);
        Assert.Null((await registry.SetChallengerAsync(null, Change, Cancel)).Registry.Challenger);
        var log = (await registry.GetAuditAsync(null, 3, Cancel)).Entries;
        Assert.Equal([(ModelAction.ChallengerUnset, Third, null), (ModelAction.ChallengerSet, Third, Second), (ModelAction.ChallengerSet, Second, null)],
            log.Select(entry => (entry.Action, entry.Version!, entry.Replaced)));
    }

    [Fact]
    public async Task GetAsync_AfterDeactivation_IsWhatWasStored()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(First, Change, Cancel);
        await registry.SetShadowAsync(Second, Change, Cancel);
        await registry.SetChallengerAsync(Third, Change, Cancel);
        var before = await registry.GetAsync(Cancel);
        var instance = cluster.Calls.InstanceOf(registry);
        await cluster.Cluster.DeactivateAsync(registry);
        var after = await registry.GetAsync(Cancel);
        Assert.NotSame(instance, cluster.Calls.InstanceOf(registry));
        Assert.Equal(before.Versions, after.Versions);
        Assert.Equal((before.Champion, before.Challenger, before.Revision, before.AuditHead), (after.Champion, after.Challenger, after.Revision, after.AuditHead));
        Assert.Equal(before.Shadows, after.Shadows);
        var audit = await registry.GetAuditAsync(null, 1, Cancel);
        Assert.Equal((true, null), (audit.Verification.Intact, audit.Verification.Problem));
        Assert.Equal((Change.Actor, Change.Reason, Change.Evidence), (audit.Entries[0].Actor, audit.Entries[0].Reason, audit.Entries[0].Evidence));
    }

    [Fact]
    public async Task GetAuditAsync_OfEverythingThatWasDone_SaysWhoWhenWhyAndIsIntact()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(First, Change, Cancel);
        await registry.PromoteAsync(Second, Change with { Actor = "Mehmet", Reason = "seen", Evidence = null, ExpectedChampion = First }, Cancel);
        await registry.PromoteAsync("lr-unknown", Change, Cancel);
        var page = await registry.GetAuditAsync(null, 2, Cancel);
        Assert.Equal((true, 5, page.Entries[0].Hash), (page.Verification.Intact, page.Verification.Entries, page.Verification.Head));
        Assert.Equal((5, 5), (page.Entries[0].Sequence, page.Entries[0].Revision));
        Assert.Equal((ModelAction.Promoted, Second, First, "Mehmet", "seen"), (page.Entries[0].Action, page.Entries[0].Version, page.Entries[0].Replaced, page.Entries[0].Actor, page.Entries[0].Reason));
        Assert.Equal(cluster.Clock.GetUtcNow(), page.Entries[1].At);
        Assert.Equal([3, 2, 1], (await registry.GetAuditAsync(page.NextBefore, 100, Cancel)).Entries.Select(entry => entry.Sequence));
        Assert.Equal(page.Verification.Head, (await registry.GetAsync(Cancel)).AuditHead);
    }

    [Fact]
    public async Task GetDetailsAsync_OfAVersion_BringsItsCard()
    {
        var registry = await RegisteredAsync();
        var details = await registry.GetDetailsAsync(First, Cancel);
        Assert.Equal((SmallModels.First.CardJson, SmallModels.First.CardMarkdown, null), (details!.CardJson, details.CardMarkdown, details.Problem));
        Assert.Null(await registry.GetDetailsAsync("lr-unknown", Cancel));
    }

    private IModelGrain Registry() => cluster.Grains.GetGrain<IModelGrain>(GrainCluster.Fresh("family"));

    private async Task<IModelGrain> RegisteredAsync()
    {
        var registry = Registry();
        foreach (var model in (ModelArtefact[])[SmallModels.First, SmallModels.Second, SmallModels.Third])
            Assert.Null((await registry.RegisterAsync(model.Pack(), Change, Cancel)).Reason);
        return registry;
    }

    private sealed class Observer : IModelObserver
    {
        public TaskCompletionSource<ModelRegistryView> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ChangedAsync(ModelRegistryView registry)
        {
            Told.TrySetResult(registry);
            return Task.CompletedTask;
        }
    }
}
