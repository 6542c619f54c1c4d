using Cluster.Abstractions.Models;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Traffic;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Support;

/// <summary>Two silos that load real models, count their traffic and watch new champions; a test may make a version fail once it serves.</summary>
public sealed class BakeCluster : GrainCluster
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> working = [];

    protected override short Silos => 2;

    internal Sabotage Sabotage { get; } = new();

    internal IModelGrain Registry => Grains.GetGrain<IModelGrain>(IModelGrain.Family);

    internal IBakeGrain Watch => Grains.GetGrain<IBakeGrain>(IModelGrain.Family);

    /// <summary>Writes down what every silo has counted.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var recorder in Each<TrafficRecorder>()) await recorder.FlushAsync(cancellationToken);
    }

    /// <summary>Lets every silo follow the registry.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var models in Each<ServingModels>()) await models.ReconcileAsync(cancellationToken);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var change = new ModelChange { Actor = "tests", Reason = "tests", Force = true };
        foreach (var model in (ModelArtefact[])[SmallModels.First, SmallModels.Second, SmallModels.Third]) await Registry.RegisterAsync(model.Pack(), change);
        await Registry.PromoteAsync(SmallModels.First.Version, change);
        await FollowAsync(stop.Token);
        working.AddRange(Each<ServingModels>().Select(models => models.RunAsync(stop.Token)));
        working.AddRange(Each<TrafficRecorder>().Select(recorder => recorder.RunAsync(stop.Token)));
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(working);
        await base.DisposeAsync();
        stop.Dispose();
    }

    protected override void AddServing(IServiceCollection services)
    {
        services.AddSingleton<ServingModels>();
        services.AddSingleton<IServingModels>(provider => new SabotagedModels(provider.GetRequiredService<ServingModels>(), Sabotage));
        services.AddSingleton<TrafficRecorder>().AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<TrafficRecorder>());
    }

    private IEnumerable<T> Each<T>()
        where T : notnull => Cluster.Silos.Select(silo => Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<T>());
}
