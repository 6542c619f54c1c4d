using System.Globalization;

namespace Cluster.Catalog.Traffic;

/// <summary>Counts of latencies in bins that are the same for ever and everywhere, so that histograms of several silos and times merge exactly.</summary>
/// <remarks>
/// <para>Bin k holds latencies from <c>2 s * 2^((k - 48) / 4)</c> up to below the next one's start: 73 bins from 0.49 ms to 152 s, each a fifth wider than the one before, and 2 s is a border.
/// Shorter latencies are in the first bin, longer ones in the last.</para>
/// <para>Immutable.</para>
/// </remarks>
public sealed class LatencyHistogram : IEquatable<LatencyHistogram>
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 73;

    private const int BinOfTwoSeconds = 48;
    private const double StepsPerDoubling = 4;
    private readonly long[] counts;

    private LatencyHistogram(long[] counts) => this.counts = counts;

    /// <summary>No latencies.</summary>
    public static LatencyHistogram Empty { get; } = new(new long[Bins]);

    /// <summary>All latencies.</summary>
    public long Total => counts.Sum();

    /// <summary>The number of latencies in a bin.</summary>
    /// <param name="bin">In [0, <see cref="Bins"/>).</param>
    public long this[int bin] => counts[bin];

    /// <summary>A histogram of these counts.</summary>
    /// <param name="counts"><see cref="Bins"/> counts, each at least 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer, or one is negative.</exception>
    public static LatencyHistogram Of(ReadOnlySpan<long> counts)
    {
        if (counts.Length != Bins) throw new ArgumentException($"A histogram has {Bins} counts, not {counts.Length}.", nameof(counts));
        foreach (var count in counts) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        return new LatencyHistogram(counts.ToArray());
    }

    /// <summary>The bin of a latency; a negative one counts as 0.</summary>
    public static int BinOf(TimeSpan latency)
    {
        var seconds = latency.TotalSeconds;
        if (seconds <= Start(0).TotalSeconds) return 0;
        var bin = Math.Clamp(BinOfTwoSeconds + (int)Math.Floor(StepsPerDoubling * Math.Log2(seconds / 2)), 0, Bins - 1);

        // The logarithm may be off by its last digit at a border, which belongs to the bin above.
        if (bin + 1 < Bins && latency >= Start(bin + 1)) return bin + 1;
        return latency < Start(bin) ? bin - 1 : bin;
    }

    /// <summary>Where a bin begins.</summary>
    public static TimeSpan Start(int bin) => TimeSpan.FromSeconds(2 * Math.Pow(2, (bin - BinOfTwoSeconds) / StepsPerDoubling));

    /// <summary>Both together.</summary>
    public LatencyHistogram Plus(LatencyHistogram other)
    {
        var sum = new long[Bins];
        for (var bin = 0; bin < Bins; bin++) sum[bin] = counts[bin] + other.counts[bin];
        return new LatencyHistogram(sum);
    }

    /// <summary>What a share of the latencies is below; 0 without any.</summary>
    /// <param name="share">In (0, 1].</param>
    /// <returns>A latency within the bin that holds the quantile, by its rank between the bin's borders: off by less than the bin's width, a fifth.</returns>
    public TimeSpan Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var total = Total;
        if (total == 0) return TimeSpan.Zero;
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        long below = 0;
        var bin = 0;
        while (below + counts[bin] < rank) below += counts[bin++];
        var within = (rank - below - 0.5) / counts[bin];
        var (from, to) = (bin == 0 ? TimeSpan.Zero : Start(bin), Start(bin + 1));
        return from + ((to - from) * within);
    }

    /// <summary>Bins that are not empty, as <c>bin=count</c> with spaces between.</summary>
    public override string ToString() => string.Join(' ', Enumerable.Range(0, Bins).Where(bin => counts[bin] > 0)
        .Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin}={counts[bin]}")));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static LatencyHistogram Parse(string text)
    {
        var read = new long[Bins];
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1
                || !int.TryParse(part.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var bin) || bin >= Bins
                || !long.TryParse(part.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new FormatException($"'{part}' is no bin of a histogram of latencies.");
            read[bin] += count;
        }

        return new LatencyHistogram(read);
    }

    /// <inheritdoc/>
    public bool Equals(LatencyHistogram? other) => other is not null && counts.AsSpan().SequenceEqual(other.counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LatencyHistogram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(counts.Sum(), counts.Aggregate(17L, (hash, count) => unchecked((hash * 31) + count)));
}
