using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Backfills.Sources;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Cluster.Grains.Backfills;

/// <summary>Looks after one schedule. All of its state is the schedule's row; a reminder asks every minute, on whichever silo is there.</summary>
/// <remarks>
/// A run is decided on by a compare-and-swap of the row that names its job, and only then started: whoever finds a named job that is not there starts it, under the same id. So no run is lost or doubled, and none begins
/// before the last one has ended. Calls interleave, since a look at a large source takes a while: nothing is held between them but the row.
/// </remarks>
[Reentrant]
public sealed partial class BackfillScheduleGrain(IScheduleStore store, IBackfillReader jobs, SourceChanges changes, TimeProvider clock, ILogger<BackfillScheduleGrain> log)
    : Grain, IBackfillScheduleGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<ScheduleCommandOutcome> StartAsync(ScheduleSpec spec, CancellationToken cancellationToken)
    {
        if (ScheduleRules.FindFlaw(spec) is { } flaw) return new ScheduleCommandOutcome(CommandStatus.Refused, null, flaw);
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);
        var schedule = await store.CreateAsync(new BackfillSchedule { Id = Id, Spec = spec, CreatedAt = clock.GetUtcNow() }, cancellationToken);
        return schedule.Spec == spec
            ? Done(schedule)
            : new ScheduleCommandOutcome(CommandStatus.Refused, Shown(schedule), $"Schedule '{Id}' was started before with another source or other options.");
    }

    /// <inheritdoc/>
    public async Task<BackfillSchedule?> GetAsync(CancellationToken cancellationToken) => await store.FindAsync(Id, cancellationToken) is { } schedule ? Shown(schedule) : null;

    /// <inheritdoc/>
    public Task<ScheduleCommandOutcome> PauseAsync(CancellationToken cancellationToken) => ChangeAsync(ScheduleState.Paused, "paused", cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduleCommandOutcome> ResumeAsync(CancellationToken cancellationToken) => ChangeAsync(ScheduleState.Active, "resumed", cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduleCommandOutcome> CancelAsync(CancellationToken cancellationToken) => ChangeAsync(ScheduleState.Cancelled, "cancelled", cancellationToken);

    /// <inheritdoc/>
    public async Task<BackfillSchedule?> CheckAsync(CancellationToken cancellationToken)
    {
        var schedule = await store.FindAsync(Id, cancellationToken);
        if (schedule is null or { State: ScheduleState.Cancelled })
        {
            if (await this.GetReminder(Watchdog, cancellationToken) is { } reminder) await this.UnregisterReminder(reminder, cancellationToken);
            return schedule;
        }

        // Also of a schedule that was paused in between: a run that was decided on is begun.
        if (schedule.JobId is { } last)
        {
            if (await jobs.FindAsync(last, cancellationToken) is not { } job) await BeginAsync(schedule, cancellationToken);
            else if (JobRules.IsFinal(job.State)) return Shown(await NextAsync(schedule, cancellationToken));
            return Shown(schedule);
        }

        return Shown(await NextAsync(schedule, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        try
        {
            await CheckAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The catalogue may be away for a while: the run waits.
            LogFailed(error, Id);
        }
    }

    private async Task<BackfillSchedule> NextAsync(BackfillSchedule schedule, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var step = ScheduleRules.StepAt(schedule, now);
        if (step == ScheduleStep.None) return schedule;
        var next = schedule with { WatchedAt = now, Problem = null };
        if (step == ScheduleStep.Look)
        {
            try
            {
                if (!await changes.AnyAsync(Id, schedule.Spec.Backfill.Source, cancellationToken)) return await store.SaveAsync(next, cancellationToken) ?? schedule;
            }
            catch (SourceException error)
            {
                // A share that is away now may be back at the next look.
                LogUnreadable(Id, error.Message);
                return await store.SaveAsync(next with { Problem = error.Message }, cancellationToken) ?? schedule;
            }
        }

        var full = step == ScheduleStep.Full;
        next = next with
        {
            Runs = schedule.Runs + 1,
            JobId = FormattableString.Invariant($"{Id}-{schedule.Runs + 1}"),
            ChangesOnly = !full,
            FullDueAt = full ? ScheduleRules.LastDue(schedule, now) : schedule.FullDueAt,
        };
        if (await store.SaveAsync(next, cancellationToken) is not { } saved) return schedule;
        await BeginAsync(saved, cancellationToken);
        return saved;
    }

    private async Task BeginAsync(BackfillSchedule schedule, CancellationToken cancellationToken)
    {
        var spec = schedule.Spec.Backfill with { ScheduleId = Id, ChangesOnly = schedule.ChangesOnly };
        await GrainFactory.GetGrain<IBackfillJobGrain>(schedule.JobId!).StartAsync(spec, cancellationToken);
        LogBegun(Id, schedule.JobId!);
    }

    private async Task<ScheduleCommandOutcome> ChangeAsync(ScheduleState to, string verb, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(Id, cancellationToken) is { } schedule)
        {
            if (schedule.State == to) return Done(schedule);
            if (schedule.State == ScheduleState.Cancelled) return new ScheduleCommandOutcome(CommandStatus.Refused, Shown(schedule), $"A cancelled schedule cannot be {verb}; start another.");
            if (await store.SaveAsync(schedule with { State = to }, cancellationToken) is { } saved) return Done(saved);
        }

        return new ScheduleCommandOutcome(CommandStatus.NotFound, null, "There is no such schedule.");
    }

    private ScheduleCommandOutcome Done(BackfillSchedule schedule) => new(CommandStatus.Done, Shown(schedule));

    private BackfillSchedule Shown(BackfillSchedule schedule) => schedule with { NextAt = ScheduleRules.NextAt(schedule, clock.GetUtcNow()) };

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Schedule} has begun job {JobId}")]
    private partial void LogBegun(string schedule, string jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The source that schedule {Schedule} watches cannot be read: {Reason}")]
    private partial void LogUnreadable(string schedule, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule} could not be looked after; trying again")]
    private partial void LogFailed(Exception error, string schedule);
}
