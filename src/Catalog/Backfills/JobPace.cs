namespace Cluster.Catalog.Backfills;

/// <summary>How fast a job's items were finished lately, and what follows from it.</summary>
/// <param name="Recent">Items that were finished in each of the last spans of <paramref name="Width"/>, oldest first; only spans since the job began.</param>
/// <param name="Width">A span's length.</param>
/// <param name="Cost">What analysing costs, as measured by the last job that analysed anything; null when nothing was measured.</param>
public sealed record JobPace(IReadOnlyList<long> Recent, TimeSpan Width, WorkCost? Cost)
{
    /// <summary>How far back is looked.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(2);

    /// <summary>Spans that are looked at.</summary>
    public const int Count = 12;

    /// <summary>Items a second; 0 when none was finished lately.</summary>
    public double ItemsPerSecond => Recent.Count == 0 ? 0 : Recent.Sum() / (Recent.Count * Width.TotalSeconds);

    /// <summary>How long <paramref name="pending"/> items still take, with a band of two standard errors of the pace around it.</summary>
    /// <returns>Null where the pace says nothing: no item was finished lately, or, for the longest, the pace is too uneven.</returns>
    public (TimeSpan? Expected, TimeSpan? Shortest, TimeSpan? Longest) TimeFor(long pending)
    {
        if (pending == 0) return (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var rate = ItemsPerSecond;
        if (rate <= 0) return (null, null, null);
        var error = 2 * StandardError();
        return (After(pending / rate), double.IsNaN(error) ? null : After(pending / (rate + error)), error < rate ? After(pending / (rate - error)) : null);
    }

    private double StandardError()
    {
        if (Recent.Count < 2) return double.NaN;
        var mean = Recent.Average();
        var variance = Recent.Sum(items => (items - mean) * (items - mean)) / (Recent.Count - 1);
        return Math.Sqrt(variance / Recent.Count) / Width.TotalSeconds;
    }

    private static TimeSpan After(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(36_500).TotalSeconds));
}

/// <summary>What analysing items costs.</summary>
/// <param name="Items">Items that were analysed.</param>
/// <param name="BusySeconds">Seconds that workers spent on them.</param>
/// <param name="Elapsed">From the first of their chunks to the last; zero when there was one.</param>
public sealed record WorkCost(long Items, double BusySeconds, TimeSpan Elapsed)
{
    /// <summary>Worker hours for a number of items. A worker keeps one core busy, and waits for its turn where there are more workers than cores: an upper bound of core-hours.</summary>
    public double CoreHoursFor(long items) => BusySeconds / Items * items / 3600;

    /// <summary>How long a number of items takes at the pace that was measured; null when that was too short.</summary>
    public TimeSpan? TimeFor(long items) => Elapsed > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Min(Elapsed.TotalSeconds / Items * items, 3e9)) : null;
}
