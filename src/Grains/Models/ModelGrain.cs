using Cluster.Abstractions.Models;
using Cluster.Grains.Analysis;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Cluster.Grains.Models;

/// <summary>The registry of model versions and the champion alias, which changes by compare-and-swap.</summary>
[KeepAlive]
public sealed partial class ModelGrain : Grain, IModelGrain
{
    /// <summary>The storage provider of the control plane's state.</summary>
    public const string ProviderName = "control";

    private readonly IPersistentState<ModelRegistryState> state;
    private readonly ModelRegistrar registrar;
    private readonly IAudioAnalyzer analyzer;
    private readonly ILogger<ModelGrain> log;
    private readonly ObserverManager<IModelObserver> observers;

    /// <summary>Made by the silo.</summary>
    public ModelGrain([PersistentState("models", ProviderName)] IPersistentState<ModelRegistryState> state, ModelRegistrar registrar, IAudioAnalyzer analyzer, ILogger<ModelGrain> log)
    {
        this.state = state;
        this.registrar = registrar;
        this.analyzer = analyzer;
        this.log = log;
        observers = new ObserverManager<IModelObserver>(TimeSpan.FromMinutes(5), log);
    }

    /// <inheritdoc/>
    public Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken) => Task.FromResult(View());

    /// <inheritdoc/>
    public async Task<RegistrationOutcome> RegisterAsync(byte[] archive, CancellationToken cancellationToken)
    {
        var outcome = await registrar.StoreAsync(archive, cancellationToken);
        if (outcome.Record is not { } record) return outcome;
        if (state.State.Versions.Find(known => known.Version == record.Version) is { } known) return new RegistrationOutcome(known, null);
        await ChangeAsync(registry => registry.Versions.Add(record));
        LogRegistered(record.Version, record.SchemaId);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<PromotionOutcome> PromoteAsync(string version, string? expectedChampion, CancellationToken cancellationToken)
    {
        var champion = state.State.Champion;
        if (champion == version) return new PromotionOutcome(true, champion, null);
        if (state.State.Versions.Find(known => known.Version == version) is not { } record)
            return new PromotionOutcome(false, champion, $"Version '{version}' is not registered.");
        if (record.SchemaId != analyzer.SchemaId)
            return new PromotionOutcome(false, champion, $"Version '{version}' reads features of schema '{record.SchemaId}', but this cluster computes '{analyzer.SchemaId}': it could tag nothing.");
        if (champion != expectedChampion)
            return new PromotionOutcome(false, champion, $"The champion is '{champion ?? "none"}' by now, not '{expectedChampion ?? "none"}': look again, then promote.");
        await ChangeAsync(registry =>
        {
            registry.PreviousChampion = registry.Champion;
            registry.Champion = version;
        });
        LogPromoted(version, champion ?? "none");
        return new PromotionOutcome(true, version, null);
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(IModelObserver observer, CancellationToken cancellationToken)
    {
        observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    private async Task ChangeAsync(Action<ModelRegistryState> change)
    {
        change(state.State);
        state.State.Revision++;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Unknown outcome: what the store holds is the truth.
            await state.ReadStateAsync();
            throw;
        }

        var view = View();
        await observers.Notify(observer => observer.ChangedAsync(view));
    }

    private ModelRegistryView View() => new()
    {
        Versions = [.. state.State.Versions],
        Champion = state.State.Champion,
        PreviousChampion = state.State.PreviousChampion,
        Revision = state.State.Revision,
    };
}
