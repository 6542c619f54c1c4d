using System.Net;
using Cluster.Catalog;
using Cluster.FeaturizerWorker;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Drifts;
using Cluster.Grains.Events;
using Cluster.Grains.Experiments;
using Cluster.Grains.Explanations;
using Cluster.Grains.Models;
using Cluster.Grains.Promotion;
using Cluster.Grains.Scoring;
using Cluster.Grains.Shadows;
using Cluster.Grains.Sweeping;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tracks;
using Cluster.Grains.Traffic;
using Cluster.Grains.Trainings;
using Cluster.Grains.Work;
using Cluster.Modeling.Training;
using Cluster.ServiceDefaults;
using Cluster.Silo.Analysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
        var settings = new SiloSettings();
        builder.Configuration.GetSection(SiloSettings.Section).Bind(settings);
        configure?.Invoke(settings);
        var problems = settings.Validate().ToList();
        builder.Bind<TaggingOptions>(TaggingOptions.Section, options => options.Validate(), problems);
        builder.Bind<BackfillOptions>(BackfillOptions.Section, options => options.Validate(), problems);
        builder.Bind<ExplainingOptions>(ExplainingOptions.Section, options => options.Validate(), problems);
        builder.Bind<EventOptions>(EventOptions.Section, options => options.Validate(), problems);
        builder.Bind<ShadowOptions>(ShadowOptions.Section, options => options.Validate(), problems);
        builder.Bind<PromotionOptions>(PromotionOptions.Section, options => options.Validate(), problems);
        builder.Bind<DriftSettings>(DriftSettings.Section, options => options.Validate(), problems);
        builder.Bind<RetrainingSettings>(RetrainingSettings.Section, options => options.Validate(), problems);
        if (problems.Count > 0) throw new SettingsException(problems);

        builder.Services.AddSingleton(settings);
        builder.Services.AddCatalog(settings);
        builder.Services.AddFeaturizerPool(settings);
        builder.Services.AddTagging();
        builder.Services.AddExplanations();
        builder.Services.AddShadows();
        builder.Services.AddDriftAndRetraining();
        builder.Services.AddSingleton<ISweeper, EventSweeper>().AddSingleton<ISweeper, BackfillSweeper>().AddSingleton<SweepLoop>();
        builder.Services.AddHostedService<FeaturizerService>();
        builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo", tags: [ServiceDefaultsExtensions.ReadyTag]);
        builder.UseOrleans(silo => silo.ConfigureSilo(settings));

        // After Orleans: hosted services start in this order, and these call grains.
        builder.Services.AddSingleton<StartCalls>();
        builder.Services.AddHostedService<StarterModelService>();
        builder.Services.AddHostedService<ServingModelsService>();
        builder.Services.AddHostedService<ExperimentsService>();
        builder.Services.AddHostedService<ShadowService>();
        builder.Services.AddHostedService<TrafficService>();
        builder.Services.AddHostedService<DriftService>();
        if (settings.Has(SiloSettings.ServingRole)) builder.Services.AddHostedService<BackfillService>();
        if (settings.Has(SiloSettings.TrainerRole)) builder.Services.AddHostedService<TrainerService>();
        builder.Services.AddHostedService<SweepService>();
    }

    // Reads a section, registers it as it is, and notes what is wrong with it.
    private static void Bind<T>(this IHostApplicationBuilder builder, string section, Func<T, IEnumerable<string>> validate, List<string> problems)
        where T : class, new()
    {
        var options = new T();
        builder.Configuration.GetSection(section).Bind(options);
        problems.AddRange(validate(options));
        builder.Services.AddSingleton(options);
    }

    private static void AddFeaturizerPool(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton(new FeaturizerPoolOptions { Workers = settings.FeaturizerWorkers });
        services.AddSingleton<FeaturizerPool>();
        services.AddSingleton<IFeaturizerPool>(provider => provider.GetRequiredService<FeaturizerPool>());
        services.AddSingleton<IAudioAnalyzer, PooledAudioAnalyzer>();
    }

    private static void AddTagging(this IServiceCollection services)
    {
        services.AddSingleton<IFileProbe, FileProbe>();
        services.AddSingleton<ScoringObservers>();
        services.AddSingleton<TrafficRecorder>();
        services.AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<TrafficRecorder>());
        services.AddSingleton<ClipClassifier>();
        services.AddSingleton<ClipPredictor>();
        services.AddSingleton<TrackTagger>();
        services.AddSingleton<TrackRescorer>();
        services.AddSingleton<ModelRegistrar>();
        services.AddPromotion();
        services.AddSingleton<ServingModels>();
        services.AddSingleton<IServingModels>(provider => provider.GetRequiredService<ServingModels>());
        services.AddExperiments();
        services.AddSingleton<BackfillSignal>();
        services.AddSingleton<SourceLister>();
        services.AddSingleton<BulkThrottle>();
        services.AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<BulkThrottle>());
        services.AddSingleton<BackfillMetrics>();
        services.AddSingleton<RescoringBatches>();
        services.AddSingleton<SourceChanges>();
        services.AddSingleton<ChunkProcessor>();
        services.AddSingleton<BackfillWorker>();
    }

    private static void AddShadows(this IServiceCollection services)
    {
        services.AddSingleton<ShadowScorer>();
        services.AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<ShadowScorer>());
    }

    private static void AddDriftAndRetraining(this IServiceCollection services)
    {
        services.AddSingleton<ModelFactsCache>();
        services.AddSingleton<DriftJudge>();
        services.AddSingleton<DriftRecorder>();
        services.AddSingleton<IScoringObserver>(provider => provider.GetRequiredService<DriftRecorder>());
        services.AddSingleton<TrainingSignal>();
        services.AddSingleton<LabelledClips>();
        services.AddSingleton<ModelRetrainer>();
        services.AddSingleton<TrainerWorker>();

        // Beside answering there is a core to spare at best.
        services.AddSingleton(new TrainingOptions { Threads = 1 });
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
        silo.ConfigureMembership();
        silo.Services.AddSingleton<IFatalErrorHandler>(provider => new FatalErrors(Environment.Exit, provider.GetRequiredService<ILogger<FatalErrors>>()));
        silo.UseAdoNetClustering(options => options.Configure<OrleansDatabase>((clustering, database) =>
            (clustering.Invariant, clustering.DataSource) = (database.Invariant, database.DataSource)));
        silo.UseAdoNetReminderService(options => options.Configure<OrleansDatabase>((reminders, database) =>
            (reminders.Invariant, reminders.DataSource) = (database.Invariant, database.DataSource)));
        silo.AddAdoNetGrainStorage(ModelGrain.ProviderName, options => options.Configure<OrleansDatabase>((storage, database) =>
            (storage.Invariant, storage.DataSource) = (database.Invariant, database.DataSource)));
        silo.Services.AddKeyedSingleton<IGrainStorage, CatalogGrainStorage>(CatalogGrainStorage.ProviderName);
        silo.ConfigureCollection();
        silo.AddDashboard();
    }
}
