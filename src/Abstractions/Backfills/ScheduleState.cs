namespace Cluster.Abstractions.Backfills;

/// <summary>Where a schedule stands. Persisted: numbers never move.</summary>
public enum ScheduleState
{
    /// <summary>Runs begin when they are due.</summary>
    Active = 0,

    /// <summary>None begins until it is resumed.</summary>
    Paused = 1,

    /// <summary>None begins any more.</summary>
    Cancelled = 2,
}
