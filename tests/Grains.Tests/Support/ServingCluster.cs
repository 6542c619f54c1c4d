using Cluster.Abstractions.Models;
using Cluster.Grains.Experiments;
using Cluster.Grains.Models;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Support;

/// <summary>Two silos that load real models from one catalogue, told by the real registry.</summary>
public sealed class ServingCluster : GrainCluster
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> working = [];

    protected override short Silos => 2;

    internal IModelGrain Registry => Grains.GetGrain<IModelGrain>(IModelGrain.Family);

    internal IReadOnlyList<ServingModels> Serving => Each<ServingModels>();

    internal IReadOnlyList<RunningExperiments> Followers => Each<RunningExperiments>();

    internal IReadOnlyList<ExposureLog> ExposureLogs => Each<ExposureLog>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var change = new ModelChange { Actor = "tests", Reason = "tests", Force = true };
        foreach (var model in (ModelArtefact[])[SmallModels.First, SmallModels.Second, SmallModels.Third]) await Registry.RegisterAsync(model.Pack(), change);
        await Registry.PromoteAsync(SmallModels.First.Version, change);
        foreach (var models in Serving)
        {
            await models.ReconcileAsync(stop.Token);
            working.Add(models.RunAsync(stop.Token));
        }

        working.AddRange(Followers.Select(experiments => experiments.RunAsync(stop.Token)));
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(working);
        await base.DisposeAsync();
        stop.Dispose();
    }

    protected override void AddExperiments(IServiceCollection services) => services.AddExperiments();

    private IReadOnlyList<T> Each<T>()
        where T : notnull => [.. Cluster.Silos.Select(silo => Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<T>())];

    protected override void AddServing(IServiceCollection services) =>
        services.AddSingleton<ServingModels>().AddSingleton<IServingModels>(provider => provider.GetRequiredService<ServingModels>());
}
