using System.Net;
using Cluster.Catalog;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Experiments;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tracks;
using Cluster.Silo.Analysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Storage;

namespace Cluster.Silo.Hosting;

/// <summary>Registers a silo: the one place that chooses implementations.</summary>
public static class SiloExtensions
{
    /// <summary>The cluster's and the service's id. Storage and reminders belong to the service.</summary>
    public const string ClusterId = "cluster";

    /// <summary>Adds grains, storage, workers and Orleans itself.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="configure">Changes settings after they were read.</param>
    /// <exception cref="SettingsException">A setting is out of range.</exception>
    public static void AddSilo(this IHostApplicationBuilder builder, Action<SiloSettings>? configure = null)
    {
        var settings = Bind<SiloSettings>(builder.Configuration, SiloSettings.Section);
        configure?.Invoke(settings);
        var tagging = Bind<TaggingOptions>(builder.Configuration, TaggingOptions.Section);
        var backfill = Bind<BackfillOptions>(builder.Configuration, BackfillOptions.Section);
        var problems = settings.Validate().Concat(tagging.Validate()).Concat(backfill.Validate()).ToList();
        if (problems.Count > 0) throw new SettingsException(problems);

        builder.Services.AddSingleton(settings).AddSingleton(tagging).AddSingleton(backfill);
        builder.Services.AddCatalog(settings);
        builder.Services.AddFeaturizerPool(settings);
        builder.Services.AddTagging();
        builder.Services.AddHostedService<FeaturizerService>();
        builder.UseOrleans(silo => silo.ConfigureSilo(settings));

        // After Orleans: hosted services start in this order, and these call grains.
        builder.Services.AddHostedService<StarterModelService>();
        builder.Services.AddHostedService<ServingModelsService>();
        builder.Services.AddHostedService<ExperimentsService>();
        builder.Services.AddHostedService<BackfillService>();
    }

    private static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        configuration.GetSection(section).Bind(options);
        return options;
    }

    private static void AddFeaturizerPool(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton(new FeaturizerPoolOptions { Workers = settings.FeaturizerWorkers, Features = FeatureSchema.Find(settings.FeatureSchema)!.Options });
        services.AddSingleton<FeaturizerPool>();
        services.AddSingleton<IFeaturizerPool>(provider => provider.GetRequiredService<FeaturizerPool>());
        services.AddSingleton<IAudioAnalyzer, PooledAudioAnalyzer>();
    }

    private static void AddTagging(this IServiceCollection services)
    {
        services.AddSingleton<IFileProbe, FileProbe>();
        services.AddSingleton<ScoringObservers>();
        services.AddSingleton<ClipClassifier>();
        services.AddSingleton<ClipPredictor>();
        services.AddSingleton<TrackTagger>();
        services.AddSingleton<ModelRegistrar>();
        services.AddSingleton<ServingModels>();
        services.AddSingleton<IServingModels>(provider => provider.GetRequiredService<ServingModels>());
        services.AddExperiments();
        services.AddSingleton<BackfillSignal>();
        services.AddSingleton<SourceLister>();
        services.AddSingleton<ChunkProcessor>();
        services.AddSingleton<BackfillWorker>();
    }

    private static void ConfigureSilo(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterId, ClusterId));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(settings.Address);
            endpoint.SiloPort = settings.SiloPort != 0 ? settings.SiloPort : FreePorts.Next();
            endpoint.GatewayPort = settings.GatewayPort != 0 ? settings.GatewayPort : FreePorts.Next();
        });
        silo.UseAdoNetClustering(options => options.Configure<OrleansDatabase>((clustering, database) =>
            (clustering.Invariant, clustering.DataSource) = (database.Invariant, database.DataSource)));
        silo.UseAdoNetReminderService(options => options.Configure<OrleansDatabase>((reminders, database) =>
            (reminders.Invariant, reminders.DataSource) = (database.Invariant, database.DataSource)));
        silo.AddAdoNetGrainStorage(ModelGrain.ProviderName, options => options.Configure<OrleansDatabase>((storage, database) =>
            (storage.Invariant, storage.DataSource) = (database.Invariant, database.DataSource)));
        silo.Services.AddKeyedSingleton<IGrainStorage, CatalogGrainStorage>(CatalogGrainStorage.ProviderName);
        silo.AddDashboard();
    }
}
