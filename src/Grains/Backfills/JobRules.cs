using Cluster.Abstractions.Backfills;

namespace Cluster.Grains.Backfills;

/// <summary>Which state follows which.</summary>
public static class JobRules
{
    /// <summary>States that a job does not leave by itself.</summary>
    public static bool IsFinal(JobState state) => state is JobState.Completed or JobState.CompletedWithErrors or JobState.Cancelled or JobState.Failed;

    /// <summary>The final state of a job all of whose items were tried.</summary>
    public static JobState Finished(JobCounts counts) => counts.Failed > 0 ? JobState.CompletedWithErrors : JobState.Completed;

    /// <summary>States that a pause leaves.</summary>
    public static IReadOnlyCollection<JobState> Pausable { get; } = [JobState.Queued, JobState.Running];

    /// <summary>States that a cancellation leaves.</summary>
    public static IReadOnlyCollection<JobState> Cancellable { get; } = [JobState.Queued, JobState.Running, JobState.Paused];

    /// <summary>States that a retry leaves.</summary>
    public static IReadOnlyCollection<JobState> Retriable { get; } =
        [JobState.CompletedWithErrors, JobState.Cancelled, JobState.Failed, JobState.Completed, JobState.Running, JobState.Queued];
}
