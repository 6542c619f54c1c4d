using Cluster.Catalog;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Cluster.Gateway.Hosting;

/// <summary>Connects a gateway that is a process of its own to the silos.</summary>
public static class ClusterClientExtensions
{
    /// <summary>Adds the client of the cluster; it finds the silos in the catalogue's database.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("cluster", "cluster"));
        client.UseAdoNetClustering(options => options.Configure<OrleansDatabase>((clustering, database) =>
            (clustering.Invariant, clustering.DataSource) = (database.Invariant, database.DataSource)));

        // A silo that is gone is left at once, when its connection breaks; new silos are found by this look, and they may be all new.
        client.Configure<Orleans.Configuration.GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        client.UseConnectionRetryFilter<SiloWait>();
        client.AddOutgoingGrainCallFilter<RepeatReads>();
        client.AddDashboard();
    });
}
