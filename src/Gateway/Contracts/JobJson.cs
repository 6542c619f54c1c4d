using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Gateway.Contracts;

/// <summary>A backfill job as scripts rely on it.</summary>
public sealed class JobJson
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>queued, running, paused, completed, completedWithErrors, cancelled or failed.</summary>
    public required string State { get; init; }

    /// <summary>Items by state.</summary>
    public required CountsJson Counts { get; init; }

    /// <summary>How the tagged items were decided upon.</summary>
    public required DecisionsJson Decisions { get; init; }

    /// <summary>True once the whole source is listed, so that the total is final.</summary>
    public required bool Listed { get; init; }

    /// <summary>Seconds of audio that this job analysed.</summary>
    public required double AudioSeconds { get; init; }

    /// <summary>Seconds since it began to run, until now or its end.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Estimated seconds until its end; null while nothing is known, 0 when it ended.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>The shortest that it may take, as evenly as the last two minutes went; null while nothing is known, and in lists.</summary>
    public double? EtaLowSeconds { get; init; }

    /// <summary>The longest; null while nothing is known, and in lists.</summary>
    public double? EtaHighSeconds { get; init; }

    /// <summary>Items a second in the last two minutes; null when it does not run, and in lists.</summary>
    public double? ItemsPerSecond { get; init; }

    /// <summary>For a dry run: what analysing would take, from what the last job measured; null when nothing was measured, and in lists.</summary>
    public EstimateJson? Estimate { get; init; }

    /// <summary>The folder or manifest; <c>catalogue</c> when it re-scores.</summary>
    public required string Source { get; init; }

    /// <summary>Whether stored results are analysed again.</summary>
    public required bool Force { get; init; }

    /// <summary>Whether it only counts.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Jobs with a higher number go first; 0 to 9.</summary>
    public required int Priority { get; init; }

    /// <summary>Whether it re-scores the catalogue from cached features.</summary>
    public required bool Rescore { get; init; }

    /// <summary>The schedule that it is a run of; null for a job of its own.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether it is over new and changed items only.</summary>
    public required bool ChangesOnly { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the job as a whole failed; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>A job's JSON at a time.</summary>
    /// <param name="job">The job.</param>
    /// <param name="now">The time.</param>
    /// <param name="pace">How fast it goes; null where that was not asked.</param>
    public static JobJson From(BackfillJob job, DateTimeOffset now, JobPace? pace = null)
    {
        var eta = job is { State: JobState.Running, Listed: true } ? pace?.TimeFor(job.Counts.Pending) : null;
        var elapsed = job.StartedAt is { } started ? Math.Max(0, ((job.FinishedAt ?? now) - started).TotalSeconds) : 0;
        return new JobJson
        {
            Id = job.Id,
            State = Names.Of(job.State),
            Counts = new CountsJson(job.Counts.Total, job.Counts.Tagged, job.Counts.Unchanged, job.Counts.Failed, job.Counts.Pending, job.Counts.OutOfDomain),
            Decisions = new DecisionsJson(job.Decisions.Accepted, job.Decisions.TopTwo, job.Decisions.Review),
            Listed = job.Listed,
            AudioSeconds = job.AudioSeconds,
            ElapsedSeconds = elapsed,
            EtaSeconds = eta?.Expected?.TotalSeconds ?? Eta(job, elapsed),
            EtaLowSeconds = eta?.Shortest?.TotalSeconds,
            EtaHighSeconds = eta?.Longest?.TotalSeconds,
            ItemsPerSecond = job.State == JobState.Running ? pace?.ItemsPerSecond : null,
            Estimate = job.Spec is { DryRun: true, Rescore: false } && pace?.Cost is { } cost ? EstimateJson.From(cost, job.Counts.Pending) : null,
            Source = job.Spec.Source,
            Force = job.Spec.Force,
            DryRun = job.Spec.DryRun,
            Priority = job.Spec.Priority,
            Rescore = job.Spec.Rescore,
            Schedule = job.Spec.ScheduleId,
            ChangesOnly = job.Spec.ChangesOnly,
            CreatedAt = job.CreatedAt,
            Error = job.Error,
        };
    }

    // The items so far set the pace; before the first result, and while the source is still being listed, nothing honest can be said.
    private static double? Eta(BackfillJob job, double elapsed)
    {
        if (job.FinishedAt is not null) return 0;
        var done = job.Counts.Total - job.Counts.Pending;
        return job.Listed && done > 0 && job.State == JobState.Running ? elapsed / done * job.Counts.Pending : null;
    }
}

/// <summary>What analysing items would take.</summary>
/// <param name="Items">The items.</param>
/// <param name="CoreHours">Hours that workers would spend, each on one core; an upper bound.</param>
/// <param name="Seconds">How long it would take with the workers of the job that was measured; null when that was too short.</param>
public sealed record EstimateJson(long Items, double CoreHours, double? Seconds)
{
    /// <summary>The estimate for a number of items.</summary>
    public static EstimateJson From(WorkCost cost, long items) => new(items, cost.CoreHoursFor(items), cost.TimeFor(items)?.TotalSeconds);
}

/// <summary>Items by state; together they are the total. OutOfDomain counts those of the tagged that are left to review because they are unlike all that the model knows.</summary>
public sealed record CountsJson(long Total, long Tagged, long Unchanged, long Failed, long Pending, long OutOfDomain);

/// <summary>The tagged items by decision; together they are the tagged ones, but for jobs of before this was counted: accepted (confident enough to stand), topTwo (one of two emotions), review (left to a person).</summary>
public sealed record DecisionsJson(long Accepted, long TopTwo, long Review);
