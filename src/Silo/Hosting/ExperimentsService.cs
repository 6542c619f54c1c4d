using Cluster.Grains.Experiments;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Follows the experiments and writes exposures as long as the silo runs. Nobody is assigned to an arm before the first look.</summary>
internal sealed class ExperimentsService(RunningExperiments experiments, ExposureLog exposures, StartCalls calls) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await calls.MakeAsync(experiments.ReconcileAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(experiments.RunAsync(stoppingToken), exposures.RunAsync(stoppingToken));
}
