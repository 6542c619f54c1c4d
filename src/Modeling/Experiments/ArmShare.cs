namespace Cluster.Modeling.Experiments;

/// <summary>An arm of an experiment and its share of the traffic.</summary>
/// <param name="Arm">The arm's name; not empty.</param>
/// <param name="Share">In [0, 1]; the shares of all arms are together at most 1.</param>
public sealed record ArmShare(string Arm, double Share);
