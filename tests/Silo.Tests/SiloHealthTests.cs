using Cluster.Catalog.Sqlite;
using Cluster.ServiceDefaults;
using Cluster.Silo.Hosting;
using Cluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Tests;

/// <summary>When a silo says that it is ready, on a real one.</summary>
[Trait("Suite", "Cluster")]
public sealed class SiloHealthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Ready_FromBeforeTheStartToTheStop_SaysWhatIsMissing()
    {
        using var host = Build(starter: true);
        Assert.Contains("not active", await UnhealthyAsync(host), StringComparison.Ordinal);
        await StartAsync(host);
        var report = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Contains("Champion ", report.Entries["silo"].Description, StringComparison.Ordinal);

        // From the moment that it is told to stop.
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Entries["drain"].Status);
        await host.StopAsync(Cancel);
        Assert.Contains("not active", await UnhealthyAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WithoutAChampion_IsReadyAndSaysSo()
    {
        using var host = Build(starter: false);
        await StartAsync(host);
        Assert.Equal((HealthStatus.Degraded, "There is no champion model yet."), await SiloAsync(host));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Ready_WithoutItsCatalogue_IsNotReady()
    {
        using var host = Build(starter: false);
        await StartAsync(host);
        await host.Services.GetRequiredService<SqliteCatalog>().DisposeAsync();
        Assert.Contains("catalogue", await UnhealthyAsync(host), StringComparison.Ordinal);
    }

    private static async Task StartAsync(IHost host)
    {
        await host.Services.GetRequiredService<SqliteCatalog>().MigrateAsync(Cancel);
        await host.StartAsync(Cancel);
    }

    private static async Task<string> UnhealthyAsync(IHost host)
    {
        var (status, description) = await SiloAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, status);
        return description!;
    }

    private static async Task<(HealthStatus Status, string? Description)> SiloAsync(IHost host)
    {
        var entry = (await CheckAsync(host)).Entries["silo"];
        return (entry.Status, entry.Description);
    }

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

    private IHost Build(bool starter)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddSilo(silo => (silo.DataFolder, silo.StarterModel, silo.FeaturizerWorkers) = (folder.Path, starter, 1));
        return builder.Build();
    }
}
