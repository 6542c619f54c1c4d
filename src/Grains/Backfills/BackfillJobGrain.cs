using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills;

/// <summary>
/// Controls one job. Its state is the job's row, which the workers' transactions read too; a reminder looks after it in case the silo that worked on it died.
/// </summary>
public sealed class BackfillJobGrain(IBackfillStore store, BackfillSignal signal, TimeProvider clock) : Grain, IBackfillJobGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private string JobId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<JobCommandOutcome> StartAsync(BackfillSpec spec, CancellationToken cancellationToken)
    {
        // The reminder comes first: a job that is stored is looked after, whatever happens to this call.
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);
        var job = await store.CreateAsync(
            new BackfillJob { Id = JobId, Spec = spec, State = JobState.Queued, CreatedAt = clock.GetUtcNow() }, cancellationToken);
        if (job.Spec != spec) return new JobCommandOutcome(CommandStatus.Refused, job, $"Job '{JobId}' was started before with another source or other options.");
        signal.Raise();
        return new JobCommandOutcome(CommandStatus.Done, job);
    }

    /// <inheritdoc/>
    public Task<BackfillJob?> GetAsync(CancellationToken cancellationToken) => store.FindAsync(JobId, cancellationToken);

    /// <inheritdoc/>
    public Task<JobCommandOutcome> PauseAsync(CancellationToken cancellationToken) =>
        CommandAsync(JobRules.Pausable, JobState.Paused, "paused", cancellationToken);

    /// <inheritdoc/>
    public Task<JobCommandOutcome> ResumeAsync(CancellationToken cancellationToken) =>
        CommandAsync([JobState.Paused], JobState.Running, "resumed", cancellationToken);

    /// <inheritdoc/>
    public Task<JobCommandOutcome> CancelAsync(CancellationToken cancellationToken) =>
        CommandAsync(JobRules.Cancellable, JobState.Cancelled, "cancelled", cancellationToken);

    /// <inheritdoc/>
    public async Task<JobCommandOutcome> RetryAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(JobId, cancellationToken) is not { } job) return NotFound;
        if (!JobRules.Retriable.Contains(job.State)) return new JobCommandOutcome(CommandStatus.Refused, job, $"A {Name(job.State)} job cannot be retried; resume it first.");
        var reopened = await store.ReopenFailedAsync(JobId, cancellationToken);
        if (job.State == JobState.Completed || (job.State == JobState.CompletedWithErrors && reopened == 0)) return new JobCommandOutcome(CommandStatus.Done, job);
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);
        return await CommandAsync(JobRules.Retriable, JobState.Running, "retried", cancellationToken);
    }

    /// <inheritdoc/>
    public Task ProgressedAsync() => SettleAsync();

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => SettleAsync();

    private async Task<JobCommandOutcome> CommandAsync(IReadOnlyCollection<JobState> from, JobState to, string verb, CancellationToken cancellationToken)
    {
        var job = await store.TransitionAsync(JobId, from, to, null, cancellationToken);
        if (job is null) return NotFound;
        signal.Raise();
        await SettleAsync();
        var now = await store.FindAsync(JobId, cancellationToken) ?? job;
        return job.State == to
            ? new JobCommandOutcome(CommandStatus.Done, now)
            : new JobCommandOutcome(CommandStatus.Refused, now, $"A {Name(job.State)} job cannot be {verb}.");
    }

    // Ends a job whose last item is done, and the watch over a job that ended.
    private async Task SettleAsync()
    {
        var job = await store.FindAsync(JobId, CancellationToken.None);
        if (job is { State: JobState.Running } && await store.IsDrainedAsync(JobId, CancellationToken.None))
        {
            // Read again: counts are final only once nothing is left to do.
            job = await store.FindAsync(JobId, CancellationToken.None);
            job = await store.TransitionAsync(JobId, [JobState.Running], JobRules.Finished(job!.Counts), null, CancellationToken.None);
        }

        if (job is null || JobRules.IsFinal(job.State))
        {
            if (await this.GetReminder(Watchdog) is { } reminder) await this.UnregisterReminder(reminder);
        }
        else
        {
            signal.Raise();
        }
    }

    private static JobCommandOutcome NotFound { get; } = new(CommandStatus.NotFound, null, "There is no such job.");

    private static string Name(JobState state) => state switch
    {
        JobState.CompletedWithErrors => "completed (with errors)",
        _ => state.ToString().ToLowerInvariant(),
    };
}
