using Cluster.Grains.Shadows;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silo.Hosting;

/// <summary>Lets this silo's shadows score from the silo's start to its stop.</summary>
internal sealed class ShadowService(ShadowScorer scorer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => scorer.RunAsync(stoppingToken);
}
