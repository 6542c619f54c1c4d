using Cluster.Abstractions.Backfills;

namespace Cluster.Gateway.Contracts;

/// <summary>Starts a schedule: a backfill that runs again and again. At least one of <paramref name="Every"/> and <paramref name="Watch"/> is there.</summary>
/// <param name="Source">Absolute path of a folder or a manifest (CSV, .jsonl, .parquet), as the cluster sees it; left out with rescore.</param>
/// <param name="Every">Time between full runs: a whole number with m, h or d, such as 7d; 1 hour to 366 days. The first is due at once.</param>
/// <param name="Window">Local time in which runs may begin, such as 01:00-05:00; at any time when it is left out.</param>
/// <param name="TimeZone">The time zone of the window, such as Europe/Istanbul; UTC when it is left out.</param>
/// <param name="Watch">Look at the source between full runs, and run over what is new or changed there.</param>
/// <param name="WatchEvery">Time between looks, such as 5m, which it is when it is left out; 1 minute to 1 day.</param>
/// <param name="Force">Analyse also what is stored with the same content, schema and model.</param>
/// <param name="Priority">Jobs with a higher number go first, and those with the same share the workers; 0 to 9.</param>
/// <param name="Rescore">Ask the champion again about all tracks of the catalogue, from their cached features; no audio is read.</param>
public sealed record StartScheduleJson(
    string? Source, string? Every = null, string? Window = null, string? TimeZone = null, bool Watch = false, string? WatchEvery = null, bool Force = false, int Priority = 0, bool Rescore = false);

/// <summary>A schedule.</summary>
public sealed class ScheduleJson
{
    /// <summary>The schedule's id.</summary>
    public required string Id { get; init; }

    /// <summary>active, paused or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>The folder or manifest; <c>catalogue</c> when it re-scores.</summary>
    public required string Source { get; init; }

    /// <summary>Seconds between full runs; null for none.</summary>
    public double? EverySeconds { get; init; }

    /// <summary>Seconds between looks for changes; null for none.</summary>
    public double? WatchSeconds { get; init; }

    /// <summary>Local time in which runs may begin, such as 01:00-05:00; null for any time.</summary>
    public string? Window { get; init; }

    /// <summary>The time zone of the window.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether stored results are analysed again.</summary>
    public required bool Force { get; init; }

    /// <summary>Jobs with a higher number go first; 0 to 9.</summary>
    public required int Priority { get; init; }

    /// <summary>Whether it re-scores the catalogue from cached features.</summary>
    public required bool Rescore { get; init; }

    /// <summary>Runs so far.</summary>
    public required long Runs { get; init; }

    /// <summary>The job of the last run; null before the first.</summary>
    public string? JobId { get; init; }

    /// <summary>When the source was last looked at; null before.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>When the next run may begin, or the source is looked at next; null when it is not active. The last run has to have ended by then.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the source could not be looked at the last time; null when it could.</summary>
    public string? Problem { get; init; }

    /// <summary>A schedule's JSON.</summary>
    public static ScheduleJson From(BackfillSchedule schedule)
    {
        var spec = schedule.Spec;
        return new ScheduleJson
        {
            Id = schedule.Id,
            State = Names.Of(schedule.State),
            Source = spec.Backfill.Source,
            EverySeconds = spec.Every?.TotalSeconds,
            WatchSeconds = spec.WatchEvery?.TotalSeconds,
            Window = spec.WindowStart == spec.WindowEnd ? null : FormattableString.Invariant($"{spec.WindowStart:HH\\:mm}-{spec.WindowEnd:HH\\:mm}"),
            TimeZone = spec.TimeZone,
            Force = spec.Backfill.Force,
            Priority = spec.Backfill.Priority,
            Rescore = spec.Backfill.Rescore,
            Runs = schedule.Runs,
            JobId = schedule.JobId,
            WatchedAt = schedule.WatchedAt,
            NextAt = schedule.NextAt,
            CreatedAt = schedule.CreatedAt,
            Problem = schedule.Problem,
        };
    }
}

/// <summary>A page of schedules, newest first.</summary>
/// <param name="Schedules">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record SchedulePageJson(IReadOnlyList<ScheduleJson> Schedules, string? NextCursor);
