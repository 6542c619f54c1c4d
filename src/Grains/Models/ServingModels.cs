using System.Collections.Immutable;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Models;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Models;

/// <summary>Keeps champion, challenger, shadows and previous champion loaded: told of changes by the model grain, and asking it every few seconds in case a message was lost.</summary>
/// <remarks>
/// A version is loaded and run once before it takes an alias; until then, and if its artefact is damaged, the champion before it goes on answering. All aliases change at once, by exchanging one
/// reference, so nobody sees half a change. A version that is loaded already, as for a rollback, is not loaded again.
/// </remarks>
public sealed partial class ServingModels(IModelArtefactStore store, IGrainFactory grains, TimeProvider clock, ILogger<ServingModels> log) : IServingModels, IModelObserver, IDisposable
{
    private static readonly TimeSpan ReconcilePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SubscriptionRenewal = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private ImmutableHashSet<string> refused = [];
    private ImmutableArray<string> kept = [];
    private volatile ServingSet current = ServingSet.Empty;
    private volatile ModelRegistryView? followed;

    /// <inheritdoc/>
    public ServingSet Current => current;

    /// <summary>Why this silo cannot tag although the registry has a champion; null when it can, or when there is no champion yet.</summary>
    public string? Obstacle => (followed, current.Champion) switch
    {
        (null, _) => "The model registry has not been read yet.",
        ({ Champion: { } version }, null) => $"Champion {version} is not loaded.",
        _ => null,
    };

    /// <inheritdoc/>
    public Task ChangedAsync(ModelRegistryView registry) => FollowAsync(registry, false, CancellationToken.None);

    /// <summary>Asks the registry and loads what it says.</summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        // The answer cannot be older than what was loaded before the question, unless the store was put back to an earlier state: then that counts.
        var seen = current.Revision;
        var registry = await grains.GetGrain<IModelGrain>(IModelGrain.Family).GetAsync(cancellationToken);
        await FollowAsync(registry, registry.Revision < seen, cancellationToken);
    }

    /// <summary>Subscribes to changes and reconciles, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
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
                // Silos come and go; what is loaded serves on and the next round asks again.
                LogReconcileFailed(error);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task FollowAsync(ModelRegistryView registry, bool restored, CancellationToken cancellationToken)
    {
        // Messages overtake each other: an older one than what is loaded is ignored.
        if (registry.Revision == 0) followed ??= registry;
        if (!restored && registry.Revision <= current.Revision) return;
        await loading.WaitAsync(cancellationToken);
        try
        {
            if (!restored && registry.Revision <= current.Revision) return;

            // Whoever stops the shadows does not wait for models that have to be loaded.
            var before = current = current with { ShadowsStopped = registry.ShadowsStopped };
            var loaded = before.ByVersion();
            var champion = await LoadedAsync(registry.Champion, loaded, cancellationToken) ?? before.Champion;

            // The champion does not wait for the others, which may be many and slow. What it replaces stays at hand.
            if (champion != before.Champion) current = before with { Champion = champion, PreviousChampion = before.Champion };
            var shadows = ImmutableArray.CreateBuilder<IEmotionClassifier>(registry.Shadows.Length);
            foreach (var version in registry.Shadows)
            {
                if (await LoadedAsync(version, loaded, cancellationToken) is { } shadow) shadows.Add(shadow);
            }

            current = new ServingSet(
                registry.Revision,
                champion,
                await LoadedAsync(registry.Challenger, loaded, cancellationToken),
                await LoadedAsync(registry.PreviousChampion, loaded, cancellationToken),
                shadows.ToImmutable())
            {
                ShadowsStopped = registry.ShadowsStopped,
                Arms = before.Arms,
            };
            refused = refused.Intersect([.. registry.Shadows, .. kept, registry.Champion ?? "", registry.Challenger ?? "", registry.PreviousChampion ?? ""]);
            followed = registry;
            if (champion is not null && champion != before.Champion) LogServes(champion.Manifest.ModelVersion, registry.Revision);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Keeps these versions loaded, besides those that have an alias, until it is called again.</summary>
    /// <param name="versions">The versions of running experiments' arms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that could be loaded, each run once.</returns>
    public async Task<IReadOnlyDictionary<string, IEmotionClassifier>> KeepAsync(IReadOnlyCollection<string> versions, CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            var loaded = current.ByVersion();
            var arms = new Dictionary<string, IEmotionClassifier>(StringComparer.Ordinal);
            foreach (var version in versions)
            {
                if (await LoadedAsync(version, loaded, cancellationToken) is { } model) arms[version] = model;
            }

            kept = [.. versions];
            current = current with { Arms = [.. arms.Values] };
            return arms;
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private async Task<IEmotionClassifier?> LoadedAsync(string? version, Dictionary<string, IEmotionClassifier> loaded, CancellationToken cancellationToken)
    {
        if (version is null || refused.Contains(version)) return null;
        if (loaded.TryGetValue(version, out var known)) return known;
        try
        {
            var archive = await store.GetAsync(version, cancellationToken) ?? throw new ModelArtefactException("its artefact is not in the store.");
            var model = await Task.Run(() => ModelWarmer.Load(archive), cancellationToken);
            LogLoaded(version);
            loaded[version] = model;
            return model;
        }
        catch (ModelArtefactException error)
        {
            refused = refused.Add(version);
            LogRefused(version, error.Message);
            return null;
        }
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Champion {Version} serves, as of revision {Revision}")]
    private partial void LogServes(string version, long revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded model {Version} and ran it once")]
    private partial void LogLoaded(string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Version} cannot be loaded and does not serve: {Reason}")]
    private partial void LogRefused(string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model registry could not be asked; trying again")]
    private partial void LogReconcileFailed(Exception error);
}
