using Cluster.Catalog;
using Cluster.Catalog.Sqlite;
using Cluster.Gateway.Hosting;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;
using Orleans.Configuration;
using Orleans.Dashboard;

// The gateway as a process of its own: a client of the cluster that shares the silos' data folder.
var builder = WebApplication.CreateBuilder(args);
var data = Path.GetFullPath(builder.Configuration["Cluster:DataFolder"] ?? "data");
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:5080");
builder.AddServiceDefaults();
builder.AddTelemetry("cluster-gateway");
builder.Services.AddSqliteCatalog(catalog => catalog.DataFolder = data);
builder.UseOrleansClient(client =>
{
    client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("cluster", "cluster"));
    client.UseAdoNetClustering(options => options.Configure<OrleansSqlite>((clustering, sqlite) =>
        (clustering.Invariant, clustering.DataSource) = (OrleansSqlite.Invariant, sqlite.DataSource)));
    client.AddDashboard();
});
builder.AddGateway(gateway => gateway.UploadFolder = string.IsNullOrEmpty(gateway.UploadFolder) ? Path.Combine(data, "uploads") : gateway.UploadFolder);

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
