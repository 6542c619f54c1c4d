using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Cluster.Catalog.Tests.Orleans;

/// <summary>Starts real silos whose clustering, storage and reminders are in a catalogue's database.</summary>
internal static class OrleansHosts
{
    public const string Storage = "catalogue";

    /// <summary>Starts a silo on ports of its own.</summary>
    public static async Task<IHost> StartAsync(ICatalog catalog, string name)
    {
        var host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        host.Logging.SetMinimumLevel(LogLevel.Warning);
        host.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("catalog-tests", "catalog-tests"));
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
            silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (catalog.Orleans.Invariant, catalog.Orleans.DataSource));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (catalog.Orleans.Invariant, catalog.Orleans.DataSource));
            silo.AddAdoNetGrainStorage(Storage, options => (options.Invariant, options.DataSource) = (catalog.Orleans.Invariant, catalog.Orleans.DataSource));
        });
        var built = host.Build();
        await built.StartAsync(TestContext.Current.CancellationToken);
        return built;
    }

    /// <summary>Waits until a silo sees this many silos active.</summary>
    public static async Task<ClusterMembershipSnapshot> WaitForActiveAsync(IHost host, int count)
    {
        var membership = host.Services.GetRequiredService<IClusterMembershipService>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(TestContext.Current.CancellationToken))
        {
            if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == count) return snapshot;
        }

        throw new InvalidOperationException("The membership ended.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
