namespace Cluster.Modeling.Experiments;

/// <summary>A stretch of the hash range that belongs to one arm.</summary>
/// <param name="Arm">The arm; null for traffic outside the experiment.</param>
/// <param name="Length">Hash values; above 0.</param>
public sealed record ArmSegment(string? Arm, long Length);
