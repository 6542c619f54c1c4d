namespace Cluster.Abstractions.Drifts;

/// <summary>What became of an acknowledgement.</summary>
/// <param name="Status">Whether it stands.</param>
/// <param name="Alert">The alert as it is now; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("alert-outcome")]
public sealed record AlertOutcome([property: Id(0)] AlertStatus Status, [property: Id(1)] DriftAlert? Alert);

/// <summary>What became of an acknowledgement.</summary>
[GenerateSerializer, Alias("alert-status")]
public enum AlertStatus
{
    /// <summary>It is acknowledged by this caller, also when it already was.</summary>
    Done = 0,

    /// <summary>There is no such alert.</summary>
    NotFound = 1,

    /// <summary>Somebody else acknowledged it first; that stands.</summary>
    ByAnother = 2,
}
