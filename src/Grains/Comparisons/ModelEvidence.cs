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
    /// What promotion gates take; null where the candidate has not been a shadow. The latency is of its scoring alone. Reviews are counted by clips, and given in their share of the recordings:
    /// clips of one recording are alike, and would pass for more evidence than they are.
    /// </summary>
    public TrafficFigures? Traffic
    {
        get
        {
            if (Shadow is null) return null;
            var recordings = Math.Min(Shadow.Requests - Shadow.Failed, Shadow.Predictions);
            return new TrafficFigures(
                Shadow.Requests, Shadow.Failed, Shadow.Latency.Quantile(0.95) ?? TimeSpan.Zero, recordings, Of(Shadow.Reviews), recordings, Of(Shadow.AnsweredReviews));

            long Of(long reviews) => Shadow.Predictions == 0 ? 0 : (long)Math.Round((double)reviews / Shadow.Predictions * recordings);
        }
    }
}
