namespace Cluster.Abstractions.Drifts;

/// <summary>The answer to a question for a model's drift.</summary>
/// <param name="Status">Whether there is a report.</param>
/// <param name="View">The report; null where there is none.</param>
/// <param name="Open">The window that is open; null where nothing was counted since the last one closed.</param>
/// <param name="Problem">Why there is no report, and what it takes; null where there is one.</param>
[GenerateSerializer, Immutable, Alias("drift-outcome")]
public sealed record DriftOutcome(
    [property: Id(0)] DriftStatus Status, [property: Id(1)] DriftView? View, [property: Id(2)] DriftOpenWindow? Open, [property: Id(3)] string? Problem);

/// <summary>Whether there is a report.</summary>
[GenerateSerializer, Alias("drift-status")]
public enum DriftStatus
{
    /// <summary>There is.</summary>
    Found = 0,

    /// <summary>The version is not registered.</summary>
    UnknownVersion = 1,

    /// <summary>There is no champion, and no version was named.</summary>
    NoChampion = 2,

    /// <summary>No window of the model is closed yet.</summary>
    NoWindow = 3,

    /// <summary>There is no such window, or it is gone.</summary>
    UnknownWindow = 4,
}

/// <summary>A window that is open.</summary>
/// <param name="Since">When it opened.</param>
/// <param name="Rows">Recordings that were counted and flushed.</param>
/// <param name="RowsNeeded">Recordings that are still needed; 0 where there are enough.</param>
/// <param name="ClosesFrom">The time before which it does not close.</param>
[GenerateSerializer, Immutable, Alias("drift-open-window")]
public sealed record DriftOpenWindow([property: Id(0)] DateTimeOffset Since, [property: Id(1)] long Rows, [property: Id(2)] long RowsNeeded, [property: Id(3)] DateTimeOffset ClosesFrom);
