using Cluster.Grains.Models;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Loads the models before anybody is served, and keeps them loaded as long as the silo runs.</summary>
internal sealed class ServingModelsService(ServingModels models, StartCalls calls) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await calls.MakeAsync(models.ReconcileAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => models.RunAsync(stoppingToken);
}
