using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Grains.Models;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Hosting;

/// <summary>Keeps the champion loaded: told of changes by the model grain, and asking it every few seconds in case a message was lost.</summary>
/// <remarks>A new champion is loaded and verified before it serves; until then, and if its artefact is damaged, the one before it goes on answering.</remarks>
internal sealed partial class ServingModels(IModelArtefactStore store, IGrainFactory grains, TimeProvider clock, ILogger<ServingModels> log)
    : BackgroundService, IServingModels, IModelObserver
{
    private static readonly TimeSpan ReconcilePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SubscriptionRenewal = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile IEmotionClassifier? champion;
    private string? refused;

    public IEmotionClassifier? Champion => champion;

    /// <summary>Loads what the registry says, before anybody is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReconcileAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public Task ChangedAsync(ModelRegistryView registry) => LoadAsync(registry.Champion, CancellationToken.None);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IModelObserver>(this);
        using var timer = new PeriodicTimer(ReconcilePeriod, clock);
        long? subscribedAt = null;
        do
        {
            try
            {
                if (subscribedAt is not { } at || clock.GetElapsedTime(at) > SubscriptionRenewal)
                {
                    await grains.GetGrain<IModelGrain>(IModelGrain.Family).SubscribeAsync(self, stoppingToken);
                    subscribedAt = clock.GetTimestamp();
                }

                await ReconcileAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Silos come and go; the loaded champion serves on and the next round asks again.
                LogReconcileFailed(error);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var registry = await grains.GetGrain<IModelGrain>(IModelGrain.Family).GetAsync(cancellationToken);
        await LoadAsync(registry.Champion, cancellationToken);
    }

    private async Task LoadAsync(string? version, CancellationToken cancellationToken)
    {
        if (version is null || champion?.Manifest.ModelVersion == version || refused == version) return;
        await loading.WaitAsync(cancellationToken);
        try
        {
            if (champion?.Manifest.ModelVersion == version) return;
            var archive = await store.GetAsync(version, cancellationToken)
                ?? throw new ModelArtefactException($"The artefact of model '{version}' is not in the store.");
            champion = await Task.Run(() => ModelArtefact.Unpack(archive).CreateClassifier(), cancellationToken);
            LogServes(version);
        }
        catch (ModelArtefactException error)
        {
            refused = version;
            LogRefused(version, error.Message);
        }
        finally
        {
            loading.Release();
        }
    }

    public override void Dispose()
    {
        loading.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Champion {Version} serves")]
    private partial void LogServes(string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Champion {Version} cannot be loaded and does not serve: {Reason}")]
    private partial void LogRefused(string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model registry could not be asked; trying again")]
    private partial void LogReconcileFailed(Exception error);
}
