namespace Cluster.Grains.Backfills;

/// <summary>How many items may be worked on at a time, from what interactive callers feel.</summary>
/// <remarks>Additive increase, multiplicative decrease, as in TCP's congestion control (Chiu and Jain, 1989): it gives way fast, comes back step by step, and settles below the limit.</remarks>
public static class ThrottleRules
{
    /// <summary>From this share of the limit on bulk work gives way.</summary>
    public const double GiveWay = 0.8;

    /// <summary>Below this share of the limit it comes back; between the two it stays as it is.</summary>
    public const double ComeBack = 0.6;

    /// <summary>The level after one that ends now.</summary>
    /// <param name="level">Items that may be worked on now; 1 to <paramref name="most"/>.</param>
    /// <param name="most">Items that may be worked on while nobody waits; at least 1.</param>
    /// <param name="p95">What 95 % of the recent interactive answers took at most; null: there were none.</param>
    /// <param name="waiting">Interactive requests that wait for a place.</param>
    /// <param name="limit">What the p95 must stay below.</param>
    /// <returns>1 to <paramref name="most"/>: never 0, or a backfill beside endless traffic would never end.</returns>
    public static int Next(int level, int most, TimeSpan? p95, int waiting, TimeSpan limit)
    {
        if (waiting > 0 || p95 >= limit * GiveWay) return Math.Max(1, level / 2);
        if (p95 is null) return most;
        return p95 < limit * ComeBack ? Math.Min(most, level + 1) : level;
    }
}
