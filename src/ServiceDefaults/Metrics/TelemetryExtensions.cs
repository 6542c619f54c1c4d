using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Cluster.ServiceDefaults.Metrics;

/// <summary>Metrics: counted by OpenTelemetry, scraped by Prometheus, and sent on where a collector is named.</summary>
public static class TelemetryExtensions
{
    /// <summary>Meters of ours begin with this.</summary>
    public const string OwnMeters = "Cluster.*";

    // The standard variable: nothing is sent anywhere unless somebody says where.
    private const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the metrics of this process under a service's name, such as <c>cluster-silo</c>.</summary>
    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder, string service)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHostedService<OrleansSeconds>();
        var metrics = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithMetrics(meters => meters
                .AddMeter(OwnMeters, OrleansSeconds.Source, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
                .AddView(MetricViews.Of)
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration[CollectorSetting])) metrics.WithMetrics(meters => meters.AddOtlpExporter());
        return builder;
    }

    /// <summary>Maps <c>/metrics</c> in Prometheus' text format.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder endpoints) => endpoints.MapPrometheusScrapingEndpoint("/metrics");
}
