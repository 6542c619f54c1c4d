namespace Cluster.Abstractions.Replays;

/// <summary>Where a replay stands. The numbers are stored and never move.</summary>
[GenerateSerializer, Alias("replay-state")]
public enum ReplayState
{
    /// <summary>It waits for a silo.</summary>
    Queued = 0,

    /// <summary>A silo works on it.</summary>
    Running = 1,

    /// <summary>It is done.</summary>
    Completed = 2,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled = 3,

    /// <summary>It cannot be done.</summary>
    Failed = 4,
}
