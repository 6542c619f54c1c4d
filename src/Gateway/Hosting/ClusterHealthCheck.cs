using Cluster.Abstractions.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Gateway.Hosting;

/// <summary>Ready when a silo answers; degraded, but ready, while there is no champion.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var registry = await grains.GetGrain<IModelGrain>(IModelGrain.Family).GetAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return registry.Champion is { } champion
                ? HealthCheckResult.Healthy($"Champion {champion}.")
                : HealthCheckResult.Degraded("There is no champion model yet.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"No silo answers ({error.GetType().Name}).");
        }
    }
}
