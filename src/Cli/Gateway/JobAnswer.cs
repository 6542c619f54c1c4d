namespace Cluster.Cli.Gateway;

/// <summary>A backfill job as the gateway describes it.</summary>
internal sealed record JobAnswer
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands, in camel case.</summary>
    public required string State { get; init; }

    /// <summary>Items by state.</summary>
    public JobCountsAnswer Counts { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>How the tagged items were decided upon; null when the gateway does not say.</summary>
    public JobDecisionsAnswer? Decisions { get; init; }

    /// <summary>Seconds of audio analysed.</summary>
    public double AudioSeconds { get; init; }

    /// <summary>Seconds since it began to run.</summary>
    public double? ElapsedSeconds { get; init; }

    /// <summary>Seconds that it may still take; null when that is not known.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>The shortest and the longest that it may take; null when that is not known.</summary>
    public double? EtaLowSeconds { get; init; }

    /// <summary>See <see cref="EtaLowSeconds"/>.</summary>
    public double? EtaHighSeconds { get; init; }

    /// <summary>Items a second lately; null when it does not run.</summary>
    public double? ItemsPerSecond { get; init; }

    /// <summary>What a dry run found that analysing would take; null when nothing was measured.</summary>
    public EstimateAnswer? Estimate { get; init; }

    /// <summary>What it works on; null when the gateway does not say.</summary>
    public string? Source { get; init; }

    /// <summary>When it was accepted; null when the gateway does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Why the job as a whole failed.</summary>
    public string? Error { get; init; }

    /// <summary>True once nothing will happen any more.</summary>
    public bool IsFinal => State is "completed" or "completedWithErrors" or "cancelled" or "failed";
}

/// <summary>What analysing items would take.</summary>
internal sealed record EstimateAnswer(long Items, double CoreHours, double? Seconds);

/// <summary>The items of a job by state.</summary>
internal sealed record JobCountsAnswer(long Total, long Tagged, long Unchanged, long Failed, long Pending, long OutOfDomain = 0)
{
    /// <summary>Items that have a result.</summary>
    public long Done => Tagged + Unchanged + Failed;
}

/// <summary>The tagged items of a job by decision.</summary>
internal sealed record JobDecisionsAnswer(long Accepted, long TopTwo, long Review);

/// <summary>A page of jobs, newest first.</summary>
internal sealed record JobsAnswer(IReadOnlyList<JobAnswer> Jobs, string? NextCursor);
