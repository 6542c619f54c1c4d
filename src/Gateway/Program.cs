using Cluster.Catalog;
using Cluster.Gateway.Hosting;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;

// The gateway as a process of its own: a client of the cluster that shares the silos' catalogue.
try
{
    var builder = WebApplication.CreateBuilder(args);
    var settings = new CatalogSettings();
    builder.Configuration.GetSection(CatalogSettings.Section).Bind(settings);
    if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:5080");
    builder.AddServiceDefaults();
    builder.AddTelemetry("cluster-gateway");
    builder.Services.AddCatalog(settings);
    builder.AddClusterClient();
    var uploads = Path.Combine(Path.GetFullPath(settings.DataFolder), "uploads");
    builder.AddGateway(gateway => gateway.UploadFolder = string.IsNullOrEmpty(gateway.UploadFolder) ? uploads : gateway.UploadFolder);

    await using var app = builder.Build();
    await app.Services.GetRequiredService<ICatalog>().MigrateAsync(CancellationToken.None);
    app.MapGateway();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (error is SettingsException or CatalogException)
{
    Console.Error.WriteLine("error: " + error.Message);
    return error is SettingsException ? 2 : 1;
}
