using Cluster.Catalog;
using Cluster.Catalog.Sqlite;
using Cluster.Gateway.Hosting;
using Cluster.Grains.Models;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;
using Cluster.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Cli.Hosting;

/// <summary>Silo, gateway and dashboard in this process, on SQLite in a data folder.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolderLock folder;

    private EmbeddedHost(WebApplication app, DataFolderLock folder)
    {
        this.app = app;
        this.folder = folder;
    }

    /// <summary>The first address that it listens on.</summary>
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The services of the silo and the gateway.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts the cluster and returns when it serves.</summary>
    /// <exception cref="CliException">The data folder, the catalogue, a setting or an address cannot be used; the message says which.</exception>
    public static async Task<EmbeddedHost> StartAsync(EmbeddedOptions options, CancellationToken cancellationToken)
    {
        var data = Path.GetFullPath(options.DataFolder);
        var urls = ParseUrls(options.Urls);
        var folder = DataFolderLock.Take(data);
        WebApplication? app = null;
        try
        {
            app = Build(options, data, urls);
            var catalog = app.Services.GetRequiredService<SqliteCatalog>();
            await catalog.MigrateAsync(cancellationToken);

            // The folder is this process's alone: silos that are still listed were killed, and waiting for them would delay the start.
            await catalog.Orleans.ClearMembershipAsync(cancellationToken);
            app.MapGateway();
            await app.StartAsync(cancellationToken);
            return new EmbeddedHost(app, folder);
        }
        catch (Exception error)
        {
            if (app is not null) await app.DisposeAsync();
            folder.Dispose();
            throw error switch
            {
                SettingsException or CatalogException => new CliException(error.Message),
                IOException when error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException =>
                    new CliException($"The address {options.Urls} is in use.", "choose another one with --urls, for instance --urls http://127.0.0.1:5081."),
                _ => error,
            };
        }
    }

    /// <summary>Returns when this process has loaded the models that the registry names, so that whatever is tagged from now on is scored by all of them.</summary>
    public Task FollowModelsAsync(CancellationToken cancellationToken) => app.Services.GetRequiredService<ServingModels>().ReconcileAsync(cancellationToken);

    /// <summary>Waits until the process is told to stop, then stops in good order.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private static WebApplication Build(EmbeddedOptions options, string data, IReadOnlyList<Uri> urls)
    {
        // Settings come from the program's own folder and the environment, whatever folder it is started in.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "cluster" });
        builder.AddServiceDefaults();
        builder.AddTelemetry("cluster");
        if (options.Quiet) builder.Logging.AddFilter((_, level) => level >= LogLevel.Error).AddFilter("Orleans", LogLevel.Error);
        builder.WebHost.UseUrls([.. urls.Select(url => url.ToString())]);
        builder.AddSilo(settings =>
        {
            settings.Catalog = CatalogSettings.Sqlite;
            settings.DataFolder = data;
        });
        builder.AddGateway(gateway => gateway.UploadFolder = Path.Combine(data, "uploads"));

        // A page of another site that makes its name point here still sends its own name: only ours are answered.
        if (urls.All(url => url.IsLoopback))
            builder.Services.Configure<HostFilteringOptions>(filtering => filtering.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        return builder.Build();
    }

    private static List<Uri> ParseUrls(string urls)
    {
        var parsed = new List<Uri>();
        foreach (var text in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/")
                throw new CliException($"'{text}' is no address to listen on.", "write it like http://127.0.0.1:5080.", ExitCode.Usage);
            parsed.Add(url);
        }

        return parsed.Count > 0 ? parsed : throw new CliException("--urls is empty.", "write it like http://127.0.0.1:5080.", ExitCode.Usage);
    }
}
