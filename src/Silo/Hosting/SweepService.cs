using Cluster.Grains.Sweeping;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Deletes what is old for as long as the silo runs.</summary>
internal sealed class SweepService(SweepLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
