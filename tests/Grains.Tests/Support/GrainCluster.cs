using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tracks;
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
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tracks;
using Cluster.Grains.Work;
using Cluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Cluster.Grains.Tests.Support;

/// <summary>One silo in this process on a real catalogue in a folder of its own; audio work and the champion are fakes, and its backfill worker runs.</summary>
public class GrainCluster : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    // Leases outlast every test: the clock moves only where a test moves it, but the timers that renew them are real.
    private readonly BackfillOptions options = new() { Concurrency = 1, ChunkSize = 2, Lease = TimeSpan.FromMinutes(10) };
    private readonly CancellationTokenSource stop = new();
    private InProcessTestCluster? cluster;
    private Task working = Task.CompletedTask;

    /// <summary>Windows close only when a test asks for it.</summary>
    internal DriftSettings DriftSettings { get; } = new() { LeastRows = 200, CheckInterval = TimeSpan.FromHours(1) };

    internal TestClock Clock { get; } = new();

    internal ExplainingOptions Explaining { get; } = new();

    internal FakeAnalyzer Analyzer { get; } = new();

    internal RecordingObserver Observer { get; } = new();

    internal FakeExperiments Running { get; } = new();

    internal GrainCalls Calls { get; } = new();

    /// <summary>What models must keep; a new champion is looked at every second.</summary>
    internal PromotionOptions Promotion { get; } = new() { BakePeriod = TimeSpan.FromSeconds(1) };

    internal FakeComparison Comparison { get; } = new();

    internal InProcessTestCluster Cluster => cluster ?? throw new InvalidOperationException("The cluster has not started.");

    internal IGrainFactory Grains => Cluster.Client;

    internal IServiceProvider Services => Cluster.GetSiloServiceProvider();

    internal ITrackStore Tracks => Services.GetRequiredService<ITrackStore>();

    internal IBackfillStore Backfills => Services.GetRequiredService<IBackfillStore>();

    /// <summary>An id, and a folder's name, that no other test has.</summary>
    internal static string Fresh(string name) => $"{name}-{Guid.NewGuid():N}";

    /// <summary>Writes a file of fake audio that no other file has below the cluster's folder.</summary>
    internal string WriteAudio(string relative, double seconds = 30, double happy = 0.9) =>
        folder.Write(relative, $"{FakeAnalyzer.Audio(seconds, happy, 1 - happy, 0, 0)}|{Guid.NewGuid()}");

    internal string Write(string relative, string content) => folder.Write(relative, content);

    internal string Combine(string relative) => folder.Combine(relative);

    internal ITrackGrain Track(string id) => Grains.GetGrain<ITrackGrain>(id);

    internal IBackfillJobGrain Job(string id) => Grains.GetGrain<IBackfillJobGrain>(id);

    /// <summary>Waits for a job to be as wanted. Every step of a job ends with a call of its grain.</summary>
    internal Task<BackfillJob> JobAsync(string id, Func<BackfillJob, bool> wanted) => Calls.UntilAsync(
        async () => (await Backfills.FindAsync(id, TestContext.Current.CancellationToken))!, wanted, TestContext.Current.CancellationToken);

    /// <summary>Waits for a job's end.</summary>
    internal Task<BackfillJob> EndAsync(string id) => JobAsync(id, job => JobRules.IsFinal(job.State));

    /// <summary>Silos that the cluster starts with.</summary>
    protected virtual short Silos => 1;

    /// <summary>Deletes an artefact's bytes behind the store's back.</summary>
    internal async Task ForgetArtefactAsync(string version, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Combine("catalogue"), "catalog.db")}");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM model_artefact WHERE version = $version";
        command.Parameters.AddWithValue("$version", version);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>Says which models serve; unless a derived cluster says otherwise, one fake.</summary>
    protected virtual void AddServing(IServiceCollection services) => services.AddSingleton<IServingModels>(new FakeServingModels(new FakeModel()));

    /// <summary>Says what candidates are compared by; unless a derived cluster says otherwise, what the test says.</summary>
    protected virtual void AddComparison(IServiceCollection services) => services.AddSingleton<IPromotionComparison>(Comparison);

    /// <summary>Says which experiments run; unless a derived cluster says otherwise, those that a test sets.</summary>
    protected virtual void AddExperiments(IServiceCollection services)
    {
        services.AddExperiments();
        services.AddSingleton<IRunningExperiments>(Running);
    }

    public virtual async ValueTask InitializeAsync()
    {
        await using (var catalog = new SqliteCatalog(new CatalogOptions { DataFolder = folder.Combine("catalogue") }, Clock))
        {
            await catalog.MigrateAsync(CancellationToken.None);
        }

        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) => Configure(silo));
        cluster = builder.Build();
        await cluster.DeployAsync();
        working = Services.GetRequiredService<BackfillWorker>().RunAsync(stop.Token);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await stop.CancelAsync();
        await working;
        if (cluster is not null) await cluster.DisposeAsync();
        stop.Dispose();
        folder.Dispose();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.ConfigureCollection();
        silo.Services.AddSingleton<TimeProvider>(Clock);
        silo.Services.AddSqliteCatalog(catalog => catalog.DataFolder = folder.Combine("catalogue"));
        silo.Services.AddSingleton(new TaggingOptions()).AddSingleton(new ShadowOptions());
        silo.Services.AddSingleton(options).AddSingleton(Explaining).AddExplanations().AddSingleton(new EventOptions());
        silo.Services.AddSingleton<IFileProbe, FileProbe>();
        silo.Services.AddSingleton<IAudioAnalyzer>(Analyzer);
        AddServing(silo.Services);
        silo.Services.AddSingleton<IScoringObserver>(Observer).AddSingleton<ScoringObservers>();
        silo.Services.AddSingleton<ClipClassifier>().AddSingleton<ClipPredictor>().AddSingleton<TrackTagger>().AddSingleton<TrackRescorer>().AddSingleton<ModelRegistrar>();
        silo.Services.AddSingleton(Promotion).AddPromotion();
        AddComparison(silo.Services);
        silo.Services.AddSingleton<ModelFactsCache>().AddSingleton<DriftJudge>().AddSingleton<DriftRecorder>().AddSingleton(DriftSettings);
        AddExperiments(silo.Services);
        silo.Services.AddSingleton<BackfillSignal>().AddSingleton<SourceLister>().AddSingleton<BulkThrottle>().AddSingleton<BackfillMetrics>().AddSingleton<RescoringBatches>().AddSingleton<SourceChanges>().AddSingleton<ChunkProcessor>().AddSingleton<BackfillWorker>();
        silo.Services.AddKeyedSingleton<IGrainStorage, CatalogGrainStorage>(CatalogGrainStorage.ProviderName);
        silo.AddMemoryGrainStorage(ModelGrain.ProviderName);
        silo.UseInMemoryReminderService();
        silo.AddIncomingGrainCallFilter(Calls);
    }
}
