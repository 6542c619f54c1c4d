using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Models;

public sealed class ModelGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly Lazy<ModelArtefact> FirstModel = new(() => Train(seed: 1));
    private static readonly Lazy<ModelArtefact> SecondModel = new(() => Train(seed: 2));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RegisterAsync_OfASoundArtefact_StoresItAndAddsItsVersionOnce()
    {
        var registry = Registry();
        var outcome = await registry.RegisterAsync(FirstModel.Value.Pack(), Cancel);
        Assert.Equal((FirstModel.Value.Version, FakeAnalyzer.Schema, null), (outcome.Record!.Version, outcome.Record.SchemaId, outcome.Reason));
        Assert.Equal(outcome, await registry.RegisterAsync(FirstModel.Value.Pack(), Cancel));
        var view = await registry.GetAsync(Cancel);
        Assert.Equal([outcome.Record], view.Versions);
        Assert.Equal((1, null), (view.Revision, view.Champion));
        var stored = await cluster.Services.GetRequiredService<IModelArtefactStore>().GetAsync(FirstModel.Value.Version, Cancel);
        Assert.Equal(FirstModel.Value.Version, ModelArtefact.Unpack(stored).Version);
    }

    [Fact]
    public async Task RegisterAsync_OfJunk_IsRefusedWithAReason()
    {
        var registry = Registry();
        var damaged = FirstModel.Value.Pack();
        damaged[damaged.Length / 2] ^= 0xFF;
        foreach (var junk in (byte[][])[[], "junk"u8.ToArray(), damaged])
        {
            var outcome = await registry.RegisterAsync(junk, Cancel);
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
        var outcome = await registry.PromoteAsync(FirstModel.Value.Version, null, Cancel);
        Assert.Equal(new PromotionOutcome(true, FirstModel.Value.Version, null), outcome);
        var told = await observer.Told.Task.WaitAsync(Cancel);
        var view = await registry.GetAsync(Cancel);
        Assert.Equal((FirstModel.Value.Version, null, 3), (view.Champion, view.PreviousChampion, view.Revision));
        Assert.Equal((view.Champion, view.Revision), (told.Champion, told.Revision));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task PromoteAsync_InPlaceOfAnother_KeepsItAsThePreviousOne()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(FirstModel.Value.Version, null, Cancel);
        Assert.True((await registry.PromoteAsync(SecondModel.Value.Version, FirstModel.Value.Version, Cancel)).Promoted);
        var view = await registry.GetAsync(Cancel);
        Assert.Equal((SecondModel.Value.Version, FirstModel.Value.Version, 4), (view.Champion, view.PreviousChampion, view.Revision));
        Assert.True((await registry.PromoteAsync(SecondModel.Value.Version, "anything", Cancel)).Promoted);
        Assert.Equal(4, (await registry.GetAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task PromoteAsync_OfAnUnknownVersion_IsRefused()
    {
        var registry = await RegisteredAsync();
        var outcome = await registry.PromoteAsync("lr-unknown", null, Cancel);
        Assert.Equal((false, null), (outcome.Promoted, outcome.Champion));
        Assert.Contains("not registered", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await registry.GetAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task PromoteAsync_ExpectingAnotherChampion_IsRefused()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(FirstModel.Value.Version, null, Cancel);
        foreach (var expected in (string?[])[null, SecondModel.Value.Version])
        {
            var outcome = await registry.PromoteAsync(SecondModel.Value.Version, expected, Cancel);
            Assert.Equal((false, FirstModel.Value.Version), (outcome.Promoted, outcome.Champion));
            Assert.Contains("look again", outcome.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await registry.GetAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task GetAsync_AfterDeactivation_IsWhatWasStored()
    {
        var registry = await RegisteredAsync();
        await registry.PromoteAsync(FirstModel.Value.Version, null, Cancel);
        var before = await registry.GetAsync(Cancel);
        var instance = cluster.Calls.InstanceOf(registry);
        await cluster.Cluster.DeactivateAsync(registry);
        var after = await registry.GetAsync(Cancel);
        Assert.NotSame(instance, cluster.Calls.InstanceOf(registry));
        Assert.Equal(before.Versions, after.Versions);
        Assert.Equal((before.Champion, before.Revision), (after.Champion, after.Revision));
    }

    private IModelGrain Registry() => cluster.Grains.GetGrain<IModelGrain>(GrainCluster.Fresh("family"));

    [Fact]
    public async Task PromoteAsync_OfAModelOnFeaturesThatNobodyComputes_IsRefused()
    {
        var registry = Registry();
        var foreign = Train(seed: 1, "table-of-somebody-else");
        await registry.RegisterAsync(foreign.Pack(), Cancel);
        var outcome = await registry.PromoteAsync(foreign.Version, null, Cancel);
        Assert.Equal((false, null), (outcome.Promoted, outcome.Champion));
        Assert.Contains("table-of-somebody-else", outcome.Reason, StringComparison.Ordinal);
    }

    private async Task<IModelGrain> RegisteredAsync()
    {
        var registry = Registry();
        foreach (var model in (ModelArtefact[])[FirstModel.Value, SecondModel.Value]) Assert.Null((await registry.RegisterAsync(model.Pack(), Cancel)).Reason);
        return registry;
    }

    /// <summary>A model of four clouds of points, one per emotion.</summary>
    private static ModelArtefact Train(int seed, string schemaId = FakeAnalyzer.Schema)
    {
        const int Width = 4;
        const int PerClass = 16;
        var random = new Random(seed);
        var rows = Enumerable.Range(0, Width * PerClass).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)(i / PerClass), [.. Enumerable.Range(0, Width).Select(j => (float)(random.NextDouble() + (j == i / PerClass ? 2 : 0)))]));
        var table = new LabelledTable(schemaId, ["f0", "f1", "f2", "f3"], [.. rows]);
        var options = new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = ["logistic"], Penalties = [1], BootstrapResamples = 100 };
        return ModelTrainer.Train(table, options, null, Cancel).Artefact;
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
