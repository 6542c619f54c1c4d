using Orleans.Concurrency;

namespace Cluster.Abstractions.Backfills;

/// <summary>Controls one backfill job. Every call may be repeated: it answers with the job as it stands.</summary>
[Alias("backfill-job-grain")]
public interface IBackfillJobGrain : IGrainWithStringKey
{
    /// <summary>Accepts the job. Starting it again with the same spec changes nothing; with another spec it is refused.</summary>
    [Alias("start")]
    Task<JobCommandOutcome> StartAsync(BackfillSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The job; null when it was never started.</summary>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<BackfillJob?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops claiming work; what is under way is finished.</summary>
    [Alias("pause")]
    Task<JobCommandOutcome> PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes on after a pause.</summary>
    [Alias("resume")]
    Task<JobCommandOutcome> ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the job; results so far are kept.</summary>
    [Alias("cancel")]
    Task<JobCommandOutcome> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Tries the failed items again; a cancelled or failed job goes on with what is pending.</summary>
    [Alias("retry")]
    Task<JobCommandOutcome> RetryAsync(CancellationToken cancellationToken = default);

    /// <summary>A worker committed work or ended the listing: time to see whether the job is done.</summary>
    [OneWay, Alias("progressed")]
    Task ProgressedAsync();
}
