using System.Text.Json.Serialization;
using Cluster.Catalog;
using Cluster.Gateway.Apis;
using Cluster.Gateway.Authorization;
using Cluster.Gateway.Lookups;
using Cluster.Gateway.Problems;
using Cluster.Gateway.Uploads;
using Cluster.ServiceDefaults;
using Cluster.ServiceDefaults.Metrics;
using Orleans.Dashboard;

namespace Cluster.Gateway.Hosting;

/// <summary>Registers and maps the gateway, in its own process or inside the embedded one.</summary>
public static class GatewayExtensions
{
    /// <summary>Adds the gateway's services. Orleans and the catalogue are the host's business.</summary>
    /// <exception cref="SettingsException">A setting is out of its range.</exception>
    public static void AddGateway(this WebApplicationBuilder builder, Action<GatewayOptions> configure)
    {
        var options = new GatewayOptions();
        builder.Configuration.GetSection(GatewayOptions.Section).Bind(options);
        configure(options);
        var flaws = options.Validate().ToList();
        if (flaws.Count > 0) throw new SettingsException(flaws);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<LookupCache>().AddSingleton<LookupMetrics>().AddSingleton<LookupAnswers>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => StatusProblem.Explain(context.ProblemDetails));

        // Otherwise a request that cannot be read is a 400 without a word.
        builder.Services.Configure<RouteHandlerOptions>(routing => routing.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<ClusterExceptionHandler>();
        builder.Services.AddOpenApi("v1", openApi => openApi.AddScopes().AddDocumentTransformer((document, _, _) =>
        {
            // The document is the same wherever it is served; clients know the address that they asked.
            document.Servers?.Clear();
            document.Info.Title = "Music emotion cluster";
            return Task.CompletedTask;
        }));
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [ServiceDefaultsExtensions.ReadyTag]);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Maps the REST API, the probes and, unless the host has none, the Orleans dashboard.</summary>
    public static void MapGateway(this WebApplication app, bool withDashboard = true)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        var options = app.Services.GetRequiredService<GatewayOptions>();
        var v1 = app.MapGroup("/v1");
        v1.NameScopes();
        v1.MapPredictions(options);
        v1.MapTracks(options);
        v1.MapClips();
        v1.MapExplanations();
        v1.MapBackfills();
        v1.MapSchedules();
        v1.MapModels();
        v1.MapShadows();
        v1.MapReplays();
        v1.MapRetraining();
        v1.MapDrift();
        v1.MapExperiments();
        v1.MapFeedback();
        v1.MapReview();
        v1.MapStats();
        v1.MapEvents();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        app.MapTelemetry();

        // The dashboard shows and does everything and knows no users: this machine only.
        if (withDashboard) app.MapOrleansDashboard("/ops/orleans").AddEndpointFilter<LoopbackOnlyFilter>();
    }
}
