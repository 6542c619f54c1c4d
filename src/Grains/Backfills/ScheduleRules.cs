using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Time;

namespace Cluster.Grains.Backfills;

/// <summary>When a schedule's runs are due.</summary>
/// <remarks>
/// Full runs are due a whole number of <see cref="ScheduleSpec.Every"/> after the first one, which is due at once, each moved to the next time of the window. Of full runs that were missed (the cluster was down, the schedule
/// paused, the last run took too long) one is made up for, in the next window. Looks at a watched source are due a while after the last one, in the window too; a full run counts as one.
/// </remarks>
public static class ScheduleRules
{
    /// <summary>What may begin now.</summary>
    public static ScheduleStep StepAt(BackfillSchedule schedule, DateTimeOffset now)
    {
        var window = Window(schedule.Spec);
        if (schedule.State != ScheduleState.Active || !window.Contains(now)) return ScheduleStep.None;
        if (FullDue(schedule, window) <= now) return ScheduleStep.Full;
        return WatchDue(schedule, window) <= now ? ScheduleStep.Look : ScheduleStep.None;
    }

    /// <summary>When something may begin next: now where it is due already; null when the schedule is not active.</summary>
    public static DateTimeOffset? NextAt(BackfillSchedule schedule, DateTimeOffset now)
    {
        if (schedule.State != ScheduleState.Active) return null;
        var window = Window(schedule.Spec);
        var due = new[] { FullDue(schedule, window), WatchDue(schedule, window) }.Min()!.Value;
        return window.Next(due > now ? due : now);
    }

    /// <summary>The due time of the full run that begins now: the last one that has passed, so that missed ones are not made up for one by one.</summary>
    public static DateTimeOffset LastDue(BackfillSchedule schedule, DateTimeOffset now)
    {
        var due = FullDue(schedule, Window(schedule.Spec))!.Value;
        var every = schedule.Spec.Every!.Value;
        return due + (Math.Max(0, (now - due).Ticks / every.Ticks) * every);
    }

    /// <summary>What is wrong with a spec; null when nothing is.</summary>
    public static string? FindFlaw(ScheduleSpec spec)
    {
        if (spec.Every is null && spec.WatchEvery is null) return "A schedule needs 'every', 'watch' or both.";
        if (spec.Every < ScheduleSpec.LeastEvery || spec.Every > ScheduleSpec.MostEvery) return "'every' must lie in 1 hour to 366 days.";
        if (spec.WatchEvery < ScheduleSpec.LeastWatch || spec.WatchEvery > ScheduleSpec.MostWatch) return "'watchEvery' must lie in 1 minute to 1 day.";
        if (spec.Backfill.DryRun) return "A schedule's runs cannot be dry runs.";
        if (spec.Backfill.Rescore && spec.WatchEvery is not null) return "A schedule that re-scores has no source to watch.";
        return TimeZoneInfo.TryFindSystemTimeZoneById(spec.TimeZone, out _) ? null : $"'{spec.TimeZone}' is no time zone of this system; one looks like Europe/Istanbul.";
    }

    private static DateTimeOffset? FullDue(BackfillSchedule schedule, NightWindow window) =>
        schedule.Spec.Every is not { } every ? null : window.Next(schedule.FullDueAt is { } last ? last + every : schedule.CreatedAt);

    private static DateTimeOffset? WatchDue(BackfillSchedule schedule, NightWindow window) =>
        schedule.Spec.WatchEvery is not { } every ? null : window.Next(schedule.WatchedAt is { } last ? last + every : schedule.CreatedAt);

    private static NightWindow Window(ScheduleSpec spec) => new(spec.WindowStart, spec.WindowEnd, TimeZoneInfo.FindSystemTimeZoneById(spec.TimeZone));
}

/// <summary>What a schedule may do.</summary>
public enum ScheduleStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Begin a run over the whole source.</summary>
    Full,

    /// <summary>Look at the source, and begin a run over what is new or changed there, if anything is.</summary>
    Look,
}
