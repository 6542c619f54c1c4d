namespace Cluster.Abstractions.Backfills;

/// <summary>A backfill job: the state of its grain, and a row of the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("backfill-job")]
public sealed record BackfillJob
{
    /// <summary>The job's id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it is to do.</summary>
    [Id(1)] public required BackfillSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public required JobState State { get; init; }

    /// <summary>Items by state, true at the time of reading.</summary>
    [Id(3)] public JobCounts Counts { get; init; }

    /// <summary>True once the whole source is listed, so that <see cref="JobCounts.Total"/> is final.</summary>
    [Id(4)] public bool Listed { get; init; }

    /// <summary>Seconds of audio that this job analysed.</summary>
    [Id(5)] public double AudioSeconds { get; init; }

    /// <summary>When it was accepted.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to run; null before.</summary>
    [Id(7)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final state; null before.</summary>
    [Id(8)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why the job as a whole failed; null otherwise.</summary>
    [Id(9)] public string? Error { get; init; }

    /// <summary>How the tagged items were decided upon.</summary>
    [Id(10)] public JobDecisions Decisions { get; init; }
}
