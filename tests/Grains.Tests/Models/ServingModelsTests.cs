using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Grains.Models;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Models;

[Trait("Suite", "Cluster")]
public sealed class ServingModelsTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private static readonly ModelChange Change = new() { Actor = "Ayşe", Reason = "a test", Force = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    private static string Third => SmallModels.Third.Version;

    [Fact]
    public async Task Silos_WhenAliasesMove_HoldEachOfThemWarm()
    {
        var seen = (await cluster.Registry.GetAsync(Cancel)).Champion;
        await cluster.Registry.PromoteAsync(Second, Change with { ExpectedChampion = seen }, Cancel);
        await cluster.Registry.PromoteAsync(First, Change with { ExpectedChampion = Second }, Cancel);
        await cluster.Registry.SetShadowAsync(Third, Change, Cancel);
        await cluster.Registry.SetChallengerAsync(Third, Change, Cancel);
        foreach (var models in cluster.Serving)
        {
            await models.ReconcileAsync(Cancel);
            var set = models.Current;
            Assert.Equal((First, Second, Third), (Version(set.Champion), Version(set.PreviousChampion), Version(set.Challenger)));
            Assert.Equal([Third], set.Shadows.Select(Version));
            Assert.Same(set.Challenger, set.Shadows[0]);
        }

        // A rollback loads nothing: it is the instance that waited.
        var waiting = cluster.Serving.Select(models => models.Current.PreviousChampion).ToList();
        await cluster.Registry.RollbackAsync(Change, Cancel);
        foreach (var (models, instance) in cluster.Serving.Zip(waiting))
        {
            await models.ReconcileAsync(Cancel);
            Assert.Same(instance, models.Current.Champion);
            Assert.Equal(First, Version(models.Current.PreviousChampion));
        }
    }

    [Fact]
    public async Task StopShadows_IsFollowedByEverySiloAndLogged()
    {
        await cluster.Registry.SetShadowAsync(Third, Change, Cancel);
        var stopped = await cluster.Registry.StopShadowsAsync(true, Change with { Reason = "the disk is slow" }, Cancel);
        Assert.Equal((ModelChangeStatus.Done, true), (stopped.Status, stopped.Registry.ShadowsStopped));
        Assert.Equal(stopped.Registry.Revision, (await cluster.Registry.StopShadowsAsync(true, Change, Cancel)).Registry.Revision);
        foreach (var models in cluster.Serving)
        {
            await models.ReconcileAsync(Cancel);
            Assert.True(models.Current.ShadowsStopped);
            Assert.Contains(Third, models.Current.Shadows.Select(Version));
        }

        var entry = (await cluster.Registry.GetAuditAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal((ModelAction.ShadowsStopped, "Ayşe", "the disk is slow"), (entry.Action, entry.Actor, entry.Reason));
        await cluster.Registry.StopShadowsAsync(false, Change, Cancel);
        await cluster.Registry.UnsetShadowAsync(Third, Change, Cancel);
        foreach (var models in cluster.Serving)
        {
            await models.ReconcileAsync(Cancel);
            Assert.False(models.Current.ShadowsStopped);
        }

        Assert.True((await cluster.Registry.GetAuditAsync(null, 1, Cancel)).Verification.Intact);
    }

    [Fact]
    public async Task Changed_ByAMessageThatWasOvertaken_IsIgnored()
    {
        using var models = Fresh();
        await models.ChangedAsync(View(9, First));
        await models.ChangedAsync(View(8, Second));
        Assert.Equal((9, First), (models.Current.Revision, Version(models.Current.Champion)));
        await models.ChangedAsync(View(10, Second));
        Assert.Equal((10, Second), (models.Current.Revision, Version(models.Current.Champion)));
    }

    [Fact]
    public async Task Reconcile_AfterALostMessageOrARestoredStore_FollowsTheRegistry()
    {
        using var models = Fresh();
        var registry = await cluster.Registry.GetAsync(Cancel);
        await models.ReconcileAsync(Cancel);
        Assert.Equal((registry.Revision, registry.Champion), (models.Current.Revision, Version(models.Current.Champion)));

        // The registry is behind what this silo saw: its store was put back.
        await models.ChangedAsync(View(1_000_000, Third));
        await models.ReconcileAsync(Cancel);
        registry = await cluster.Registry.GetAsync(Cancel);
        Assert.Equal((registry.Revision, registry.Champion), (models.Current.Revision, Version(models.Current.Champion)));
    }

    [Fact]
    public async Task Changed_ToAVersionThatCannotBeLoaded_LeavesTheChampionAnswering()
    {
        using var models = Fresh();
        await models.ChangedAsync(View(1, First));
        await models.ChangedAsync(View(2, "lr-gone") with { PreviousChampion = First, Shadows = [Second, "lr-lost"] });
        Assert.Equal((2, First, First), (models.Current.Revision, Version(models.Current.Champion), Version(models.Current.PreviousChampion)));
        Assert.Equal([Second], models.Current.Shadows.Select(Version));
        await models.ChangedAsync(View(3, Third));
        Assert.Equal((Third, 0), (Version(models.Current.Champion), models.Current.Shadows.Length));
    }

    private static ModelRegistryView View(long revision, string champion) => new() { Revision = revision, Champion = champion };

    private static string? Version(Cluster.Modeling.IEmotionClassifier? model) => model?.Manifest.ModelVersion;

    // A silo's models that nobody tells anything but this test.
    private ServingModels Fresh() =>
        new(cluster.Services.GetRequiredService<IModelArtefactStore>(), cluster.Grains, cluster.Clock, NullLogger<ServingModels>.Instance);
}
