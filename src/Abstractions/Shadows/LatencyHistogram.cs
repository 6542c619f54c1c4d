namespace Cluster.Abstractions.Shadows;

/// <summary>Counts of durations in fixed ranges, so that histograms of several silos and runs add up exactly. Immutable.</summary>
/// <remarks>
/// Range 0 holds durations up to 1 µs; range i those above <c>2^((i - 1) / 8)</c> and up to <c>2^(i / 8)</c> µs; the last one, from about 18 minutes on, everything longer.
/// A quantile is the upper end of its range: at most 9.1 % above the truth, never below it.
/// </remarks>
public sealed class LatencyHistogram
{
    /// <summary>The number of ranges.</summary>
    public const int Ranges = 242;

    private const double StepsPerDoubling = 8;
    private readonly long[] counts;

    private LatencyHistogram(long[] counts)
    {
        this.counts = counts;
        foreach (var count in counts) Count += count;
    }

    /// <summary>No durations.</summary>
    public static LatencyHistogram Empty { get; } = new(new long[Ranges]);

    /// <summary>All durations.</summary>
    public long Count { get; }

    /// <summary>A histogram of these counts, one for each range.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Ranges"/> counts, or one is negative.</exception>
    public static LatencyHistogram Of(ReadOnlySpan<long> counts)
    {
        if (counts.Length != Ranges) throw new ArgumentException($"Expected {Ranges} counts, got {counts.Length}.", nameof(counts));
        foreach (var count in counts)
        {
            if (count < 0) throw new ArgumentException($"A count is {count}; it must not be negative.", nameof(counts));
        }

        return new LatencyHistogram(counts.ToArray());
    }

    /// <summary>The range that a duration falls in; negative durations count as none.</summary>
    public static int RangeOf(TimeSpan duration)
    {
        var microseconds = duration.TotalMicroseconds;
        return microseconds <= 1 ? 0 : Math.Min(Ranges - 1, (int)Math.Ceiling(Math.Log2(microseconds) * StepsPerDoubling));
    }

    /// <summary>Both together.</summary>
    public LatencyHistogram Merge(LatencyHistogram other)
    {
        var sum = new long[Ranges];
        for (var i = 0; i < Ranges; i++) sum[i] = checked(counts[i] + other.counts[i]);
        return new LatencyHistogram(sum);
    }

    /// <summary>What a share of the durations did not exceed; null without any.</summary>
    /// <param name="share">In (0, 1].</param>
    public TimeSpan? Quantile(double share)
    {
        if (!(share is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and at most 1.");
        if (Count == 0) return null;
        var wanted = (long)Math.Ceiling(share * Count);
        var range = 0;
        for (var seen = counts[0]; seen < wanted; seen += counts[range]) range++;
        return TimeSpan.FromMicroseconds(Math.Pow(2, range / StepsPerDoubling));
    }

    /// <summary>The counts as bytes: each as a variable-length number, up to the last one that is not 0.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var end = Array.FindLastIndex(counts, count => count > 0) + 1;
        for (var i = 0; i < end; i++) writer.Write7BitEncodedInt64(counts[i]);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static LatencyHistogram FromBytes(byte[] bytes)
    {
        var counts = new long[Ranges];
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        try
        {
            for (var i = 0; reader.BaseStream.Position < bytes.Length; i++) counts[i] = reader.Read7BitEncodedInt64();
        }
        catch (Exception error) when (error is EndOfStreamException or IndexOutOfRangeException)
        {
            throw new FormatException("These bytes are no histogram of durations.", error);
        }

        return Array.TrueForAll(counts, count => count >= 0) ? new LatencyHistogram(counts) : throw new FormatException("A histogram of durations has a negative count.");
    }
}
