using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Trainings;
using Cluster.Grains.Drifts;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Trainings;

/// <summary>Decides every few minutes whether to train anew and puts a training into the catalogue, where a silo that trains takes it. All of its state is there.</summary>
public sealed partial class RetrainingGrain(
    ITrainingStore store, IDriftReader drifts, ILabelFigures labels, ModelFactsCache facts, TrainingSignal signal, RetrainingSettings settings, TimeProvider clock, ILogger<RetrainingGrain> log)
    : Grain, IRetrainingGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private const string Cluster = "cluster";
    private const int Remembered = 50;
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(5);

    /// <summary>Begins to decide.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(TryCheckAsync, new GrainTimerCreationOptions(settings.CheckInterval, settings.CheckInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => TryCheckAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async Task<RetrainingView> CheckAsync(CancellationToken cancellationToken)
    {
        var known = await KnowAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (known.Active is null && RetrainingRules.Due(known, settings, now) is var (trigger, reason))
        {
            await store.AddAsync(Wish(Guid.CreateVersion7(now).ToString("N"), trigger, Cluster, reason, known.Champion!.Version), cancellationToken);
            LogStarted(trigger, reason);
            signal.Raise();
            known = await KnowAsync(cancellationToken);
        }

        return RetrainingRules.View(known, settings, now);
    }

    /// <inheritdoc/>
    public async Task<RetrainingOutcome> RequestAsync(string id, string actor, string? reason, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is { } earlier) return new RetrainingOutcome(RetrainingStatus.Accepted, earlier, null);
        var known = await KnowAsync(cancellationToken);
        if (known.Champion is not { } champion)
            return new RetrainingOutcome(RetrainingStatus.NoChampion, null, "There is no champion whose features a new model could read: train a first model with 'cluster train', register it and promote it.");
        if (RetrainingRules.MissingOf(known, settings) is { } missing) return new RetrainingOutcome(RetrainingStatus.TooFewLabels, null, missing);
        var training = await store.AddAsync(Wish(id, TrainingTrigger.Request, actor, reason ?? "Asked for without a reason.", champion.Version), cancellationToken);
        signal.Raise();
        return training.Id == id
            ? new RetrainingOutcome(RetrainingStatus.Accepted, training, null)
            : new RetrainingOutcome(RetrainingStatus.Busy, training, $"Training {training.Id}, which '{training.Actor}' asked for, is under way: wait for its end.");
    }

    /// <inheritdoc/>
    public async Task<RetrainingView> GetAsync(CancellationToken cancellationToken) => RetrainingRules.View(await KnowAsync(cancellationToken), settings, clock.GetUtcNow());

    private async Task<RetrainingKnowledge> KnowAsync(CancellationToken cancellationToken)
    {
        var registry = await GrainFactory.GetGrain<IModelGrain>(this.GetPrimaryKeyString()).GetAsync(cancellationToken);
        var champion = registry.Versions.FirstOrDefault(known => known.Version == registry.Champion);
        var trainings = (await store.ListAsync(null, Remembered, cancellationToken)).Items;
        var counts = await labels.CountLabelsAsync(RetrainingKnowledge.SinceOf(trainings, champion) ?? DateTimeOffset.UnixEpoch, cancellationToken);
        if (champion is null) return new RetrainingKnowledge(null, null, trainings, [], counts, null);
        var model = await facts.FindAsync(champion.Version, cancellationToken);
        var alerts = (await drifts.ListAlertsAsync(new AlertQuery(champion.Version), cancellationToken)).Items;
        var newest = await drifts.FindJudgedAsync(champion.Version, null, cancellationToken);
        return new RetrainingKnowledge(champion, model, trainings, alerts, counts, DriftViewJson.Read(newest?.Report));
    }

    private Training Wish(string id, TrainingTrigger trigger, string actor, string reason, string champion) => new()
    {
        Id = id,
        State = TrainingState.Queued,
        Trigger = trigger,
        Actor = actor,
        Reason = reason,
        Champion = champion,
        RequestedAt = clock.GetUtcNow(),
    };

    private async Task TryCheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The store may be away for a while: the decision waits.
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A new model is to be trained ({Trigger}): {Reason}")]
    private partial void LogStarted(TrainingTrigger trigger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether to train anew could not be decided; trying again")]
    private partial void LogFailed(Exception error);
}
