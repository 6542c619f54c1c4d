using Cluster.Catalog.Traffic;

namespace Cluster.Grains.Promotion;

/// <summary>Which of a version's times count.</summary>
internal static class TrafficTimes
{
    /// <summary>The share of answers that a latency is about.</summary>
    public const double Share = 0.95;

    /// <summary>Those that somebody waited for; where these are few, those of backfills too, which wait behind them and so are no shorter.</summary>
    public static LatencyHistogram Of(TrafficCounts counts, long enough) => counts.Interactive.Total >= enough ? counts.Interactive : counts.Interactive.Plus(counts.Bulk);
}
