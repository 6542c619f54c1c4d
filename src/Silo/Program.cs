using Cluster.Catalog;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;
using Cluster.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

// A silo as a process of its own, beside others on the same catalogue. Over HTTP it answers probes and scrapes only.
try
{
    var builder = WebApplication.CreateBuilder(args);
    if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:5081");
    builder.AddServiceDefaults();
    builder.AddTelemetry("cluster-silo");
    builder.AddSilo();
    await using var app = builder.Build();
    await app.Services.GetRequiredService<ICatalog>().MigrateAsync(CancellationToken.None);
    app.MapHealth();
    app.MapTelemetry();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (error is SettingsException or CatalogException)
{
    Console.Error.WriteLine("error: " + error.Message);
    return error is SettingsException ? 2 : 1;
}
