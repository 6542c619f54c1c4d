namespace Cluster.Abstractions.Backfills;

/// <summary>When a backfill runs again, and what it runs over.</summary>
[GenerateSerializer, Immutable, Alias("backfill-schedule-spec")]
public sealed record ScheduleSpec
{
    /// <summary>The shortest <see cref="Every"/>.</summary>
    public static readonly TimeSpan LeastEvery = TimeSpan.FromHours(1);

    /// <summary>The longest <see cref="Every"/>.</summary>
    public static readonly TimeSpan MostEvery = TimeSpan.FromDays(366);

    /// <summary>The shortest <see cref="WatchEvery"/>.</summary>
    public static readonly TimeSpan LeastWatch = TimeSpan.FromMinutes(1);

    /// <summary>The longest <see cref="WatchEvery"/>.</summary>
    public static readonly TimeSpan MostWatch = TimeSpan.FromDays(1);

    /// <summary>What each run is to do.</summary>
    [Id(0)] public required BackfillSpec Backfill { get; init; }

    /// <summary>Time from one full run's due time to the next; null for no full runs. At least one of this and <see cref="WatchEvery"/> is there.</summary>
    [Id(1)] public TimeSpan? Every { get; init; }

    /// <summary>How often the source is looked at for new and changed items; null for never.</summary>
    [Id(2)] public TimeSpan? WatchEvery { get; init; }

    /// <summary>Local time from which runs may begin; equal to <see cref="WindowEnd"/>: at any time.</summary>
    [Id(3)] public TimeOnly WindowStart { get; init; }

    /// <summary>Local time until which they may; before <see cref="WindowStart"/> it is the next day's.</summary>
    [Id(4)] public TimeOnly WindowEnd { get; init; }

    /// <summary>The time zone of both, as the system names it.</summary>
    [Id(5)] public string TimeZone { get; init; } = "UTC";
}
