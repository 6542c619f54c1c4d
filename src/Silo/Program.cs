using Cluster.Catalog.Sqlite;
using Cluster.ServiceDefaults;
using Cluster.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A silo as a process of its own, beside others on the same catalogue.
var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.AddSilo();
using var host = builder.Build();
await host.Services.GetRequiredService<SqliteCatalog>().MigrateAsync(CancellationToken.None);
await host.RunAsync();
