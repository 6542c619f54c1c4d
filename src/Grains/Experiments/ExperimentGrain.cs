using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Models;
using Cluster.Grains.Analysis;
using Cluster.Grains.Models;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Cluster.Grains.Experiments;

/// <summary>All experiments: orders judging, writing and telling the silos. Rules are in <see cref="ExperimentRules"/>, figures in <see cref="ExperimentAnalysis"/>.</summary>
[KeepAlive]
public sealed partial class ExperimentGrain(
    [PersistentState("experiments", ModelGrain.ProviderName)] IPersistentState<ExperimentGrainState> state,
    ExperimentInspector inspector,
    ModelRegistrar registrar,
    IAudioAnalyzer analyzer,
    TimeProvider clock,
    ILogger<ExperimentGrain> log) : Grain, IExperimentGrain
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(30);

    private readonly ObserverManager<IExperimentObserver> observers = new(TimeSpan.FromMinutes(5), log);

    // What is stored. Readers interleave with changes and see this, never a change that is being written.
    private ExperimentsView view = ExperimentsView.Empty;

    /// <summary>Reads the experiments and looks at those that run every now and then, so that one that does harm stops though nobody watches.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        view = state.State.ToView();
        this.RegisterGrainTimer(LookAtAllAsync, new GrainTimerCreationOptions(LookPeriod, LookPeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ExperimentsView> GetAsync(CancellationToken cancellationToken) => Task.FromResult(view);

    /// <inheritdoc/>
    public async Task<ExperimentReport?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } experiment) return null;
        var champion = (await Registry().GetAsync(cancellationToken)).Champion;
        var report = await inspector.InspectAsync(experiment, champion, cancellationToken);
        var looked = ExperimentTransitions.Looked(experiment, report, champion);
        if (looked != experiment) await PutAsync(looked, tell: false);
        if (looked is not { Status: ExperimentStatus.Running, Spec.Limits.StopOnErrors: true } || report.Failing.IsEmpty) return report with { Experiment = looked };
        var change = new ExperimentChange("cluster", $"{string.Join(" and ", report.Failing)}: more errors than the limit of {looked.Spec.Limits.ErrorLimit:P1} allows, beyond chance.");
        var stopped = ExperimentTransitions.Stopped(looked, ExperimentAction.StoppedByLimit, change, clock.GetUtcNow());
        await PutAsync(stopped);
        LogChanged(ExperimentAction.StoppedByLimit, id, change.Actor, change.Reason!);
        return report with { Experiment = stopped };
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> CreateAsync(string id, ExperimentSpec spec, ExperimentChange change, CancellationToken cancellationToken)
    {
        var surroundings = await SurroundingsAsync(cancellationToken);
        var (resolved, refusal) = ChallengerArm.Resolve(spec, surroundings.Registry);
        var ruling = refusal ?? ExperimentRules.Create(view, id, resolved, change, surroundings);
        return await ApplyAsync(id, ruling, ExperimentAction.Created, change, () => ExperimentTransitions.Created(id, resolved, change, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> StartAsync(string id, ExperimentChange change, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } experiment) return NotFound(id);
        var surroundings = await SurroundingsAsync(cancellationToken);
        var ruling = ExperimentRules.Start(view, experiment, change, surroundings);
        if (ruling.Changes && await LoadProblemAsync(experiment.Spec, cancellationToken) is { } broken) ruling = broken;
        return await ApplyAsync(
            id, ruling, ExperimentAction.Started, change, () => ExperimentTransitions.Started(experiment, surroundings.Registry.Champion, change, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> SetSharesAsync(string id, ImmutableDictionary<string, double> shares, ExperimentChange change, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } experiment) return NotFound(id);
        var (ruling, arms) = ExperimentRules.SetShares(experiment, shares, change);
        return await ApplyAsync(id, ruling, ExperimentAction.SharesSet, change, () => ExperimentTransitions.WithShares(experiment, arms, change, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> StopAsync(string id, ExperimentChange change, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } experiment) return NotFound(id);
        return await ApplyAsync(
            id,
            ExperimentRules.Stop(experiment, change),
            ExperimentAction.Stopped,
            change,
            () => ExperimentTransitions.Stopped(experiment, ExperimentAction.Stopped, change, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> ConcludeAsync(string id, string? winner, ExperimentChange change, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } experiment) return NotFound(id);
        var champion = (await Registry().GetAsync(cancellationToken)).Champion;
        var report = experiment.StartedAt is null ? null : await inspector.InspectAsync(experiment, champion, cancellationToken);
        var ruling = ExperimentRules.Conclude(experiment, report, winner, change);
        return await ApplyAsync(
            id, ruling, ExperimentAction.Concluded, change, () => ExperimentTransitions.Concluded(experiment, winner, report, change, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<ExperimentChangeOutcome> DeleteAsync(string id, ExperimentChange change, CancellationToken cancellationToken)
    {
        // A repeated call goes on where a lost one left off.
        if (Find(id) is not { } experiment)
        {
            await inspector.ForgetAsync(id, cancellationToken);
            return NotFound(id);
        }

        var ruling = ExperimentRules.Delete(experiment, change);
        if (!ruling.Changes) return new ExperimentChangeOutcome(ruling.Status, experiment, ruling.Problem, ruling.Field);
        await WriteAsync(experiments => experiments.Remove(experiment), tell: true);
        await inspector.ForgetAsync(id, cancellationToken);
        return new ExperimentChangeOutcome(ExperimentChangeStatus.Done, experiment);
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(IExperimentObserver observer, CancellationToken cancellationToken)
    {
        observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    private async Task LookAtAllAsync(CancellationToken cancellationToken)
    {
        foreach (var experiment in view.Experiments.Where(experiment => experiment.Status == ExperimentStatus.Running))
        {
            try
            {
                await InspectAsync(experiment.Id, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogLookFailed(error, experiment.Id);
            }
        }
    }

    private IModelGrain Registry() => GrainFactory.GetGrain<IModelGrain>(IModelGrain.Family);

    private async Task<ExperimentSurroundings> SurroundingsAsync(CancellationToken cancellationToken) =>
        new(await Registry().GetAsync(cancellationToken), analyzer.Computes, inspector.Metrics);

    private async Task<ExperimentRuling?> LoadProblemAsync(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        foreach (var version in spec.Arms.Select(arm => arm.ModelVersion).OfType<string>())
        {
            if (await registrar.ProblemOfAsync(version, cancellationToken) is { } problem) return new ExperimentRuling(ExperimentChangeStatus.BadArtefact, problem, "arms");
        }

        return null;
    }

    private Experiment? Find(string id) => state.State.Experiments.Find(experiment => experiment.Id == id);

    private static ExperimentChangeOutcome NotFound(string id) => new(ExperimentChangeStatus.NotFound, null, $"There is no experiment '{id}'.");

    private async Task<ExperimentChangeOutcome> ApplyAsync(string id, ExperimentRuling ruling, ExperimentAction action, ExperimentChange change, Func<Experiment> make)
    {
        if (!ruling.Changes) return new ExperimentChangeOutcome(ruling.Status, Find(id), ruling.Problem, ruling.Field);
        var made = make();
        await PutAsync(made);
        LogChanged(action, id, change.Actor, change.Reason ?? "no reason given");
        return new ExperimentChangeOutcome(ExperimentChangeStatus.Done, made);
    }

    private Task PutAsync(Experiment experiment, bool tell = true) => WriteAsync(
        experiments =>
        {
            var index = experiments.FindIndex(known => known.Id == experiment.Id);
            if (index < 0) experiments.Add(experiment);
            else experiments[index] = experiment;
        },
        tell);

    private async Task WriteAsync(Action<List<Experiment>> change, bool tell)
    {
        change(state.State.Experiments);
        if (tell) state.State.Revision++;
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

        view = state.State.ToView();
        if (!tell) return;
        var told = view;
        await observers.Notify(observer => observer.ChangedAsync(told));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action}: experiment {Id}, by {Actor}: {Reason}")]
    private partial void LogChanged(ExperimentAction action, string id, string actor, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Experiment {Id} could not be looked at; trying again")]
    private partial void LogLookFailed(Exception error, string id);
}
