using Cluster.Grains.Trainings;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Runs this silo's trainer from the silo's start to its stop; only where it has the role.</summary>
internal sealed class TrainerService(TrainerWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
