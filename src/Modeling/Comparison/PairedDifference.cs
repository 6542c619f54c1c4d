using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>One metric of two models on the same labelled clips.</summary>
/// <param name="Champion">The champion's value, in [0, 1].</param>
/// <param name="Candidate">The candidate's value, in [0, 1].</param>
/// <param name="Interval">95 % interval of candidate minus champion; null where there are too few groups to resample.</param>
/// <param name="PDown">
/// One-sided p-value of a fall: the share of resamples in which the candidate is not below the champion, the table itself counted as one more
/// <c>(1 + count) / (1 + resamples)</c>. Null with <paramref name="Interval"/>.
/// </param>
public sealed record PairedDifference(double Champion, double Candidate, Interval? Interval, double? PDown)
{
    /// <summary>Candidate minus champion, in [-1, 1]; below 0 the candidate is worse.</summary>
    public double Difference => Candidate - Champion;
}
