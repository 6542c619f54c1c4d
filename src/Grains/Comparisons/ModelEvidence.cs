using Cluster.Catalog.Shadows;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Comparisons;

/// <summary>What speaks for a candidate beside a champion, from what is stored.</summary>
/// <param name="Comparison">Both on the same clips; null while they have none in common.</param>
/// <param name="IsSample">True when the comparison's unlabelled clips are a sample of more.</param>
/// <param name="Shadow">What the candidate did as a shadow of the champion, over all silos and their runs; null where it has not been one.</param>
/// <param name="Champion">What the champion's own answers did; null where it has not answered since counting began.</param>
public sealed record ModelEvidence(ModelComparison? Comparison, bool IsSample, ScoringStatistics? Shadow, ScoringStatistics? Champion)
{
    /// <summary>
    /// The figures that promotion gates take; null where the candidate has not been a shadow. The latency is what 95 of 100 interactive requests took that the champion answered, plus what 95 of 100
    /// recordings took the candidate to score: more than the candidate would take in its place, since the champion's own scoring is in the first. Where nobody has waited for the champion it is the second alone.
    /// </summary>
    public TrafficFigures? Traffic => Shadow is null
        ? null
        : new TrafficFigures(
            Shadow.Requests,
            Shadow.Failed,
            (Shadow.Latency.Quantile(0.95) ?? TimeSpan.Zero) + (Champion?.Latency.Quantile(0.95) ?? TimeSpan.Zero),
            Shadow.Predictions,
            Shadow.Reviews,
            Shadow.Predictions,
            Shadow.AnsweredReviews);
}
