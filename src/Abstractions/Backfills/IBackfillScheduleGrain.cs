namespace Cluster.Abstractions.Backfills;

/// <summary>Looks after one schedule of backfills. Every call may be repeated: it answers with the schedule as it stands.</summary>
[Alias("backfill-schedule-grain")]
public interface IBackfillScheduleGrain : IGrainWithStringKey
{
    /// <summary>Accepts the schedule. Starting it again with the same spec changes nothing; with another spec it is refused.</summary>
    [Alias("start")]
    Task<ScheduleCommandOutcome> StartAsync(ScheduleSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The schedule; null when it was never started.</summary>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<BackfillSchedule?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins no more runs; the one under way goes on.</summary>
    [Alias("pause")]
    Task<ScheduleCommandOutcome> PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes on after a pause; of runs that were missed one is made up for.</summary>
    [Alias("resume")]
    Task<ScheduleCommandOutcome> ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the schedule; the run under way goes on.</summary>
    [Alias("cancel")]
    Task<ScheduleCommandOutcome> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins the run that is due, if one is and the last one has ended.</summary>
    [Alias("check")]
    Task<BackfillSchedule?> CheckAsync(CancellationToken cancellationToken = default);
}
