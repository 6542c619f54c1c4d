using Cluster.Catalog.Traffic;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Promotion;

/// <summary>Estimates how long whole answers would take if a candidate made them, from how long the champion's take.</summary>
/// <remarks>Decoding and features are the same for both. The candidate's scoring comes on top of the champion's, which is in its answers already: an upper estimate.</remarks>
public sealed class AnswerTimes(ITrafficStore traffic, PromotionOptions options, TimeProvider clock)
{
    /// <summary>Adds the time of the champion's answers of late to a candidate's figures.</summary>
    /// <param name="scored">What the candidate did; the latency is that of its scoring alone.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The same, with the latency of whole answers; none counts as timed where the champion has answered too little for that to be known.</returns>
    public async Task<TrafficFigures> AddAsync(TrafficFigures scored, string champion, CancellationToken cancellationToken)
    {
        var counts = await traffic.SumAsync(champion, 0, clock.GetUtcNow() - options.TrafficWindow, cancellationToken);
        var times = TrafficTimes.Of(counts, options.Gates.LeastRequests);
        return scored with
        {
            LatencyP95 = times.Quantile(TrafficTimes.Share) + scored.LatencyP95,
            Timed = times.Total >= options.Gates.LeastRequests ? scored.Requests : 0,
        };
    }
}
