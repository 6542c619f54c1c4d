using Cluster.Abstractions.Models;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Hosting;

/// <summary>Gives a new data folder the starter model, so that the cluster can tag before anybody has trained. A registry that holds any model is left alone.</summary>
internal sealed partial class StarterModelService(IGrainFactory grains, SiloSettings settings, StartCalls calls, ILogger<StarterModelService> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => settings.StarterModel ? calls.MakeAsync(GiveAsync, cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task GiveAsync(CancellationToken cancellationToken)
    {
        var registry = grains.GetGrain<IModelGrain>(IModelGrain.Family);
        if (!(await registry.GetAsync(cancellationToken)).Versions.IsEmpty) return;
        var artefact = await ModelArtefact.LoadAsync(settings.StarterModelPlace, cancellationToken);
        var change = new ModelChange { Actor = "cluster", Reason = "The starter model of a new data folder: it answers until somebody trains one on their own labels.", Force = true };
        var outcome = await registry.RegisterAsync(artefact.Pack(), change, cancellationToken);
        if (outcome.Record is not { } record)
        {
            LogRefused(outcome.Reason ?? "no reason given");
            return;
        }

        // Silos that start together all come here: the compare-and-swap lets one of them promote, to the same end.
        var promotion = await registry.PromoteAsync(record.Version, change, cancellationToken);
        if (promotion.Status == ModelChangeStatus.Done) LogStarted(record.Version);
        else LogRefused(promotion.Problem ?? "no reason given");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The starter model {Version} serves; its card says what music it knows. Train one on your own labels before you rely on its tags")]
    private partial void LogStarted(string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The starter model was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
