using Cluster.Catalog;
using Cluster.Grains.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Silo.Hosting;

/// <summary>Ready when the silo is an active member, its catalogue answers and its champion is loaded; degraded, but ready, while there is no champion or the catalogue's disk is full.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle membership, ICatalog catalog, ServingModels models, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (membership.CurrentStatus != SiloStatus.Active) return HealthCheckResult.Unhealthy($"The silo is {membership.CurrentStatus}, not active.");
        if (models.Obstacle is { } obstacle) return HealthCheckResult.Unhealthy(obstacle);
        try
        {
            await catalog.PingAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(error is CatalogException ? error.Message : $"The catalogue does not answer ({error.GetType().Name}).");
        }

        // Look-ups are answered all the same: to send them elsewhere would help nobody.
        if (catalog.WriteProblem is { } problem) return HealthCheckResult.Degraded(problem);
        return models.Current.Champion is { } champion
            ? HealthCheckResult.Healthy($"Champion {champion.Manifest.ModelVersion}.")
            : HealthCheckResult.Degraded("There is no champion model yet.");
    }
}
