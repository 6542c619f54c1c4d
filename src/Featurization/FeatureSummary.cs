namespace Cluster.Featurization;

/// <summary>One family's statistics over frames or windows, one entry for each of the family's values.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Std">Population standard deviation.</param>
/// <param name="P10">10th percentile, linear between neighbours.</param>
/// <param name="P90">90th percentile, linear between neighbours.</param>
public sealed record FeatureSummary(double[] Mean, double[] Std, double[] P10, double[] P90);
