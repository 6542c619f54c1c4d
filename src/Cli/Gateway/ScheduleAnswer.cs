namespace Cluster.Cli.Gateway;

/// <summary>A schedule of backfills as the gateway describes it.</summary>
internal sealed record ScheduleAnswer
{
    /// <summary>The schedule's id.</summary>
    public required string Id { get; init; }

    /// <summary>active, paused or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>What it works on; null when the gateway does not say.</summary>
    public string? Source { get; init; }

    /// <summary>Seconds between full runs; null for none.</summary>
    public double? EverySeconds { get; init; }

    /// <summary>Seconds between looks for changes; null for none.</summary>
    public double? WatchSeconds { get; init; }

    /// <summary>Local time in which runs may begin; null for any.</summary>
    public string? Window { get; init; }

    /// <summary>The time zone of the window.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Runs so far.</summary>
    public long Runs { get; init; }

    /// <summary>The job of the last run; null before the first.</summary>
    public string? JobId { get; init; }

    /// <summary>When it is due next; null when it is not active.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why the source could not be looked at.</summary>
    public string? Problem { get; init; }
}

/// <summary>A page of schedules, newest first.</summary>
internal sealed record SchedulesAnswer(IReadOnlyList<ScheduleAnswer> Schedules, string? NextCursor);

/// <summary>What a schedule is asked to do.</summary>
internal sealed record StartSchedule(string? Source, string? Every, string? Window, string? TimeZone, bool Watch, string? WatchEvery, bool Force, int Priority, bool Rescore);
