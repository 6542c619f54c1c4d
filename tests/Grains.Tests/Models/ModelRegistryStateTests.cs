using Cluster.Abstractions.Models;
using Cluster.Grains.Models;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Cluster.Grains.Tests.Models;

/// <summary>What releases wrote is read for ever.</summary>
public sealed class ModelRegistryStateTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    /// <summary>What the release before the audit log stored for a new data folder, as its database held it.</summary>
    private const string BeforeTheLog = """
        {"$id":"1","$type":"Cluster.Grains.Models.ModelRegistryState, Cluster.Grains","Versions":{"$type":"System.Collections.Generic.List`1[[Cluster.Abstractions.Models.ModelRecord, Cluster.Abstractions]], System.Private.CoreLib","$values":[{"$id":"2","$type":"Cluster.Abstractions.Models.ModelRecord, Cluster.Abstractions","Version":"vote-26b9cd74b2aa","SchemaId":"librosa-v1-b7282f4d","Algorithm":"soft-vote","Description":"144 rows, seed 1","RegisteredAt":"2026-11-26T04:06:40.0188635+00:00"}]},"Champion":"vote-26b9cd74b2aa","Revision":2}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void State_OfTheReleaseBeforeTheLog_IsRead()
    {
        var state = OldState();
        Assert.Equal(("vote-26b9cd74b2aa", null, 2, null, false), (state.Champion, state.PreviousChampion, state.Revision, state.Challenger, state.RolledBack));
        Assert.Equal(("vote-26b9cd74b2aa", "librosa-v1-b7282f4d", "144 rows, seed 1"), (state.Versions[0].Version, state.Versions[0].SchemaId, state.Versions[0].Description));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 4, 6, 40, TimeSpan.Zero).AddTicks(188635), state.Versions[0].RegisteredAt);
        Assert.Empty(state.Shadows);
        Assert.Empty(state.Audit);
    }

    [Fact]
    public async Task Grain_OnTheStateOfTheReleaseBeforeTheLog_BeginsTheLogWithWhatItFound()
    {
        var key = GrainCluster.Fresh("family");
        var registry = cluster.Grains.GetGrain<IModelGrain>(key);
        await WriteAsync(registry, OldState());

        var view = await registry.GetAsync(Cancel);
        Assert.Equal(("vote-26b9cd74b2aa", 3), (view.Champion, view.Revision));
        var page = await registry.GetAuditAsync(null, 10, Cancel);
        var entry = Assert.Single(page.Entries);
        Assert.Equal((ModelAction.Adopted, "vote-26b9cd74b2aa", "cluster", 3), (entry.Action, entry.Version, entry.Actor, entry.Revision));
        Assert.Equal((true, null), (page.Verification.Intact, page.Verification.Problem));

        await cluster.Cluster.DeactivateAsync(registry);
        Assert.Equal(view.AuditHead, (await registry.GetAsync(Cancel)).AuditHead);
    }

    [Fact]
    public async Task GetAuditAsync_OnAStoreThatSomebodyEdited_FindsTheEntryWhileTheGrainIsActive()
    {
        var registry = cluster.Grains.GetGrain<IModelGrain>(GrainCluster.Fresh("family"));
        var change = new ModelChange { Actor = "Ayşe", Reason = "a test", Force = true };
        foreach (var model in new[] { SmallModels.First, SmallModels.Second }) await registry.RegisterAsync(model.Pack(), change, Cancel);
        await registry.PromoteAsync(SmallModels.First.Version, change, Cancel);
        Assert.True((await registry.GetAuditAsync(null, 10, Cancel)).Verification.Intact);

        var stored = await ReadAsync(registry);
        stored.Audit[1] = stored.Audit[1] with { Actor = "Mehmet" };
        await WriteAsync(registry, stored);
        var verification = (await registry.GetAuditAsync(null, 10, Cancel)).Verification;
        Assert.Equal((false, 2), (verification.Intact, verification.BrokenAt));
        Assert.Contains("was changed", verification.Problem, StringComparison.Ordinal);
    }

    private ModelRegistryState OldState() =>
        cluster.Services.GetRequiredService<IGrainStorageSerializer>().Deserialize<ModelRegistryState>(BinaryData.FromString(BeforeTheLog))!;

    private IGrainStorage Storage => cluster.Services.GetRequiredKeyedService<IGrainStorage>(ModelGrain.ProviderName);

    private async Task<ModelRegistryState> ReadAsync(IModelGrain registry)
    {
        var state = new GrainState<ModelRegistryState>(new ModelRegistryState());
        await Storage.ReadStateAsync("models", registry.GetGrainId(), state);
        return state.State!;
    }

    // As somebody with the database's password would: whatever the row's version is.
    private async Task WriteAsync(IModelGrain registry, ModelRegistryState edited)
    {
        var state = new GrainState<ModelRegistryState>(new ModelRegistryState());
        await Storage.ReadStateAsync("models", registry.GetGrainId(), state);
        state.State = edited;
        await Storage.WriteStateAsync("models", registry.GetGrainId(), state);
    }
}
