using Cluster.Abstractions.Models;
using Cluster.Grains.Analysis;
using Cluster.Grains.Promotion;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Cluster.Grains.Models;

/// <summary>The registry of model versions, the aliases, which change by compare-and-swap, and the log of who moved them. Rules are in <see cref="AliasRules"/>.</summary>
[KeepAlive]
public sealed partial class ModelGrain : Grain, IModelGrain
{
    /// <summary>The storage provider of the control plane's state.</summary>
    public const string ProviderName = "control";

    private readonly IPersistentState<ModelRegistryState> state;
    private readonly ModelRegistrar registrar;
    private readonly IAudioAnalyzer analyzer;
    private readonly PromotionJudge judge;
    private readonly BakeWindows windows;
    private readonly TimeProvider clock;
    private readonly ILogger<ModelGrain> log;
    private readonly ObserverManager<IModelObserver> observers;

    // What is stored. Readers interleave with changes and see this, never a change that is being written.
    private ModelRegistryView view = new();

    /// <summary>Made by the silo.</summary>
    public ModelGrain(
        [PersistentState("models", ProviderName)] IPersistentState<ModelRegistryState> state,
        ModelRegistrar registrar,
        IAudioAnalyzer analyzer,
        PromotionJudge judge,
        BakeWindows windows,
        TimeProvider clock,
        ILogger<ModelGrain> log)
    {
        this.state = state;
        this.registrar = registrar;
        this.analyzer = analyzer;
        this.judge = judge;
        this.windows = windows;
        this.clock = clock;
        this.log = log;
        observers = new ObserverManager<IModelObserver>(TimeSpan.FromMinutes(5), log);
    }

    /// <summary>Reads the registry. One that an earlier release wrote has no log: it begins with what was found.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        view = state.State.ToView();

        // The cluster was away: the watch goes on at once, and not only with its reminder.
        if (view.Bake is { IsOpen: true }) Watch.CheckAsync(CancellationToken.None).Ignore();
        if (state.State.Revision == 0 || state.State.Audit.Count > 0) return;
        var found = new ModelChange { Actor = "cluster", Reason = $"The log begins here: the registry had {view.Versions.Length} versions at revision {view.Revision}." };
        await ChangeAsync(ModelAction.Adopted, view.Champion, view.PreviousChampion, found, _ => { });
    }

    /// <inheritdoc/>
    public Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken) => Task.FromResult(view);

    /// <inheritdoc/>
    public async Task<ModelDetails?> GetDetailsAsync(string version, CancellationToken cancellationToken)
    {
        if (view.Versions.FirstOrDefault(known => known.Version == version) is not { } record) return null;
        var (artefact, problem) = await registrar.ReadAsync(version, cancellationToken);
        return new ModelDetails(record, view, artefact?.CardJson, artefact?.CardMarkdown, problem);
    }

    /// <inheritdoc/>
    public async Task<RegistrationOutcome> RegisterAsync(byte[] archive, ModelChange change, CancellationToken cancellationToken)
    {
        if (change.Validate() is { } problem) return new RegistrationOutcome(null, problem);
        var outcome = await registrar.StoreAsync(archive, cancellationToken);
        if (outcome.Record is not { } record) return outcome;
        if (view.Versions.FirstOrDefault(known => known.Version == record.Version) is { } known) return new RegistrationOutcome(known, null);
        await ChangeAsync(ModelAction.Registered, record.Version, null, change, registry => registry.Versions.Add(record));
        LogRegistered(record.Version, record.SchemaId);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<GateReport?> CheckGatesAsync(string version, CancellationToken cancellationToken)
    {
        var seen = view;
        return seen.Versions.Any(known => known.Version == version) ? await judge.CheckAsync(seen, version, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task<ModelChangeOutcome> PromoteAsync(string version, ModelChange change, CancellationToken cancellationToken)
    {
        var decision = AliasRules.Promote(view, version, change, analyzer.Computes);
        if (!decision.Moves) return new ModelChangeOutcome(decision.Status, view, decision.Problem);
        if (await registrar.ProblemOfAsync(version, cancellationToken) is { } problem) return new ModelChangeOutcome(ModelChangeStatus.BadArtefact, view, problem);
        var judgement = await judge.JudgeAsync(view, version, change, cancellationToken);
        if (!judgement.Allowed) return PromotionWords.Refuse(view, judgement.Report);
        if (PromotionRecord.Write(judgement, change) is not { } evidence) return PromotionWords.RefuseEvidence(view);

        ModelBake? bake = null;
        if (view.Champion is { } former)
        {
            // Armed first: when this grain's silo dies after the write, somebody watches.
            bake = await windows.OpenAsync(version, former, view.Revision + 1, cancellationToken);
            await Watch.ArmAsync(cancellationToken);
        }

        await ChangeAsync(ModelAction.Promoted, version, view.Champion, change with { Evidence = evidence }, registry =>
        {
            registry.PutOnTop(version, rolledBack: false);
            registry.Bake = bake;
        });
        LogMoved(ModelAction.Promoted, version, view.PreviousChampion ?? "none", change.Actor, change.Reason ?? "no reason given");
        return new ModelChangeOutcome(ModelChangeStatus.Done, view, null, judgement.Report);
    }

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> RollbackAsync(ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.RollBack(view, state.State.RolledBack, change, analyzer.Computes),
        ModelAction.RolledBack,
        view.PreviousChampion,
        view.Champion,
        change,
        registry =>
        {
            registry.PutOnTop(view.PreviousChampion!, rolledBack: true);
            registry.EndBake(BakeState.RolledBack, clock.GetUtcNow(), change.Reason);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> HoldAsync(string version, ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.Hold(view, version, change),
        ModelAction.BakeHeld,
        version,
        null,
        change,
        registry => registry.EndBake(BakeState.Held, clock.GetUtcNow(), change.Reason),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> SetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.SetShadow(view, version, change, analyzer.Computes), ModelAction.ShadowSet, version, null, change, registry => registry.Shadows.Add(version), cancellationToken);

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> UnsetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.UnsetShadow(view, version, change), ModelAction.ShadowUnset, version, null, change, registry => registry.Shadows.Remove(version), cancellationToken);

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> StopShadowsAsync(bool stop, ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.StopShadows(view, stop, change),
        stop ? ModelAction.ShadowsStopped : ModelAction.ShadowsStarted,
        null,
        null,
        change,
        registry => registry.ShadowsStopped = stop,
        cancellationToken);

    /// <inheritdoc/>
    public Task<ModelChangeOutcome> SetChallengerAsync(string? version, ModelChange change, CancellationToken cancellationToken) => ApplyAsync(
        AliasRules.SetChallenger(view, version, change, analyzer.Computes),
        version is null ? ModelAction.ChallengerUnset : ModelAction.ChallengerSet,
        version ?? view.Challenger,
        version is null ? null : view.Challenger,
        change,
        registry => registry.Challenger = version,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<ModelAuditPage> GetAuditAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        // What is verified is the store, not this grain's memory of it.
        await state.ReadStateAsync(cancellationToken);
        view = state.State.ToView();
        return ModelAuditPager.Cut(state.State.Audit, state.State.Revision, before, limit);
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(IModelObserver observer, CancellationToken cancellationToken)
    {
        observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    private IBakeGrain Watch => GrainFactory.GetGrain<IBakeGrain>(this.GetPrimaryKeyString());

    private async Task<ModelChangeOutcome> ApplyAsync(
        AliasDecision decision, ModelAction action, string? version, string? replaced, ModelChange change, Action<ModelRegistryState> move, CancellationToken cancellationToken)
    {
        if (!decision.Moves) return new ModelChangeOutcome(decision.Status, view, decision.Problem);

        // A version that cannot be loaded is refused here, before any silo is told of it.
        var takes = action is not (ModelAction.ShadowUnset or ModelAction.ChallengerUnset or ModelAction.BakeHeld);
        if (takes && version is not null && await registrar.ProblemOfAsync(version, cancellationToken) is { } problem)
            return new ModelChangeOutcome(ModelChangeStatus.BadArtefact, view, problem);
        await ChangeAsync(action, version, replaced, change, move);
        LogMoved(action, version ?? "none", replaced ?? "none", change.Actor, change.Reason ?? "no reason given");
        return new ModelChangeOutcome(ModelChangeStatus.Done, view, null);
    }

    private async Task ChangeAsync(ModelAction action, string? version, string? replaced, ModelChange change, Action<ModelRegistryState> move)
    {
        var registry = state.State;
        move(registry);
        registry.Revision++;
        registry.Audit.Add(ModelAuditChain.Continue(registry.Audit.LastOrDefault(), new ModelAuditEntry
        {
            Sequence = 0,
            At = clock.GetUtcNow(),
            Actor = change.Actor,
            Action = action,
            Version = version,
            Replaced = replaced,
            Reason = change.Reason,
            Evidence = change.Evidence,
            Revision = registry.Revision,
            PreviousHash = ModelAuditChain.Origin,
            Hash = ModelAuditChain.Origin,
        }));
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Unknown outcome: what the store holds is the truth.
            await state.ReadStateAsync();
            view = state.State.ToView();
            throw;
        }

        view = registry.ToView();
        var told = view;
        await observers.Notify(observer => observer.ChangedAsync(told));
    }
}
