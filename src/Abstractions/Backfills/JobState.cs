namespace Cluster.Abstractions.Backfills;

/// <summary>Where a backfill job stands. Persisted: numbers never move.</summary>
public enum JobState
{
    /// <summary>Accepted; its source is not listed yet.</summary>
    Queued = 0,

    /// <summary>Its source is being listed or its chunks are being worked on.</summary>
    Running = 1,

    /// <summary>Nothing is claimed until it is resumed.</summary>
    Paused = 2,

    /// <summary>Every item has a result.</summary>
    Completed = 3,

    /// <summary>Every item was tried; some failed and are listed with their errors.</summary>
    CompletedWithErrors = 4,

    /// <summary>Stopped by a person; results so far are kept.</summary>
    Cancelled = 5,

    /// <summary>The job itself could not run, for instance because its source cannot be read.</summary>
    Failed = 6,
}
