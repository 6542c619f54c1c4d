using Cluster.Abstractions.Comparisons;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Comparisons;

/// <summary>What shadows did, as messages.</summary>
internal static class ShadowTrafficViews
{
    /// <summary>A shadow's message.</summary>
    /// <param name="shadow">What was counted of it.</param>
    /// <param name="champion">What was counted of the champion's own answers; null where there were none.</param>
    public static ShadowTrafficView Of(ScoringStatistics shadow, ScoringStatistics? champion) => new()
    {
        Requests = shadow.Requests,
        Failed = shadow.Failed,
        Dropped = shadow.Dropped,
        Benched = shadow.Benched,
        Unstored = shadow.Unstored,
        Hangs = shadow.Hangs,
        Predictions = shadow.Predictions,
        Reviews = shadow.Reviews,
        ChampionReviews = shadow.AnsweredReviews,
        ScoringP50Seconds = shadow.Latency.Quantile(0.5)?.TotalSeconds,
        ScoringP95Seconds = shadow.Latency.Quantile(0.95)?.TotalSeconds,
        ChampionP95Seconds = champion?.Latency.Quantile(0.95)?.TotalSeconds,
        StartedAt = shadow.StartedAt,
    };
}
