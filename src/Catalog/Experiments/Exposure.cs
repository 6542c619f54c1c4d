namespace Cluster.Catalog.Experiments;

/// <summary>A unit was answered by an arm.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Unit">A track's id, or a user: the store keeps a hash of users in their place.</param>
/// <param name="Arm">The arm.</param>
/// <param name="ModelVersion">The version that the arm stands for; empty where there is no prediction.</param>
/// <param name="Period">The number of the shares that assigned it, from 0.</param>
/// <param name="Stratum">The periods in which the unit's place of the hash range was in the experiment, a bit each.</param>
/// <param name="Failed">True when the arm's model failed and the champion answered.</param>
/// <param name="At">When.</param>
public sealed record Exposure(string ExperimentId, string Unit, string Arm, string ModelVersion, int Period, long Stratum, bool Failed, DateTimeOffset At)
{
    /// <summary>True when the unit is a user as the caller names them, and false when it is stored as it is.</summary>
    public bool IsUser { get; init; }
}

/// <summary>How many units an arm got, of those assigned alike.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Period">The number of the shares that assigned them.</param>
/// <param name="Stratum">Their stratum.</param>
/// <param name="Exposed">Units, each once in an experiment.</param>
/// <param name="Failed">Those for which the arm's model failed at least once.</param>
public sealed record ExposureCount(string Arm, int Period, long Stratum, long Exposed, long Failed);
