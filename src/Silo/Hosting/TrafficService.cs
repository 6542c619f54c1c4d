using Cluster.Grains.Traffic;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Writes down what this silo's models do on traffic, as long as the silo runs.</summary>
internal sealed class TrafficService(TrafficRecorder recorder) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => recorder.RunAsync(stoppingToken);
}
