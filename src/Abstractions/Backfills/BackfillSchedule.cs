namespace Cluster.Abstractions.Backfills;

/// <summary>A backfill that runs again and again: the state of its grain, and a row of the catalogue. Each run is a job of its own.</summary>
[GenerateSerializer, Immutable, Alias("backfill-schedule")]
public sealed record BackfillSchedule
{
    /// <summary>The schedule's id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What runs, and when.</summary>
    [Id(1)] public required ScheduleSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public ScheduleState State { get; init; }

    /// <summary>When it was accepted.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Runs so far.</summary>
    [Id(4)] public long Runs { get; init; }

    /// <summary>The job of the last run; null before the first.</summary>
    [Id(5)] public string? JobId { get; init; }

    /// <summary>Whether the last run is over new and changed items only.</summary>
    [Id(6)] public bool ChangesOnly { get; init; }

    /// <summary>The time that the last full run was due; null before the first.</summary>
    [Id(7)] public DateTimeOffset? FullDueAt { get; init; }

    /// <summary>When the source was last looked at for changes, a full run included; null before.</summary>
    [Id(8)] public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>Why the source could not be looked at the last time; null when it could.</summary>
    [Id(9)] public string? Problem { get; init; }

    /// <summary>The row's version: 0 for one that is not stored yet, then rising by one with every change.</summary>
    [Id(10)] public long Version { get; init; }

    /// <summary>When the next run may begin, or the source is looked at next; null when it is not active. For readers: it follows from the rest and is not stored.</summary>
    [Id(11)] public DateTimeOffset? NextAt { get; init; }
}
