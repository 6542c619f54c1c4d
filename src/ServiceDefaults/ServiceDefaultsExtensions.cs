using Cluster.ServiceDefaults.Draining;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.ServiceDefaults;

/// <summary>What silo and gateway have in common: log format, shutdown, health.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The tag of health checks that say whether the process can serve.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Adds the common parts.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });

        // Ours at Information, the frameworks' from Warning on. Orleans advises a garbage collector for machines that it has to itself,
        // and its watchdog counts from the machine's start, so its first look always warns.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // Long enough to hand back leases and to end requests under way, short enough for an orchestrator's patience.
        var drain = new DrainOptions();
        builder.Configuration.GetSection(DrainOptions.Section).Bind(drain);
        if (drain.Validate().FirstOrDefault() is { } problem) throw new InvalidOperationException($"The settings cannot be used: {problem}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.DrainDelay + TimeSpan.FromSeconds(25));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(drain).AddSingleton<Drain>().AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.AddHealthChecks().AddCheck<Drain>("drain", tags: [ReadyTag]);
        return builder;
    }
}
