namespace Cluster.Modeling.Drift;

/// <summary>How many values fell into each bin; immutable, and merged exactly whatever the order.</summary>
public sealed class BinCounts : IEquatable<BinCounts>
{
    private readonly long[] counts;

    private BinCounts(long[] counts)
    {
        this.counts = counts;
        Total = counts.Sum();
    }

    /// <summary>The number of bins.</summary>
    public int Bins => counts.Length;

    /// <summary>All values.</summary>
    public long Total { get; }

    /// <summary>The values of a bin.</summary>
    public long this[int bin] => counts[bin];

    /// <summary>No values.</summary>
    /// <param name="bins">At least 1.</param>
    public static BinCounts Empty(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return new BinCounts(new long[bins]);
    }

    /// <summary>Reads counts, each at least 0.</summary>
    /// <exception cref="ArgumentException">There are no bins, or a count is negative.</exception>
    public static BinCounts From(ReadOnlySpan<long> counts)
    {
        if (counts.IsEmpty) throw new ArgumentException("There are no bins.", nameof(counts));
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] < 0) throw new ArgumentException($"The count of bin {bin} is {counts[bin]}; it must be at least 0.", nameof(counts));
        }

        return new BinCounts(counts.ToArray());
    }

    /// <summary>These and some more values of one bin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin, or <paramref name="count"/> is negative.</exception>
    public BinCounts Add(int bin, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bin, counts.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var more = counts.ToArray();
        more[bin] = checked(more[bin] + count);
        return new BinCounts(more);
    }

    /// <summary>These and others.</summary>
    /// <exception cref="ArgumentException">The others have another number of bins.</exception>
    public BinCounts Merge(BinCounts other)
    {
        if (other.Bins != Bins) throw new ArgumentException($"Counts of {other.Bins} bins do not merge with counts of {Bins}.", nameof(other));
        var merged = counts.ToArray();
        for (var bin = 0; bin < merged.Length; bin++) merged[bin] = checked(merged[bin] + other.counts[bin]);
        return new BinCounts(merged);
    }

    /// <summary>The counts.</summary>
    public ReadOnlySpan<long> AsSpan() => counts;

    /// <inheritdoc/>
    public bool Equals(BinCounts? other) => other is not null && counts.AsSpan().SequenceEqual(other.counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BinCounts);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var count in counts) hash.Add(count);
        return hash.ToHashCode();
    }
}
