using Cluster.Grains.Backfills;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Runs this silo's backfill worker from the silo's start to its stop.</summary>
internal sealed class BackfillService(BackfillWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
