namespace Cluster.Modeling.Drift;

/// <summary>How one feature was distributed: counts over bins that hold about equally many training values each.</summary>
public sealed record FeatureHistogram
{
    /// <summary>The feature's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Rising ends of the bins, one more than there are bins: the training values' quantiles at 0, 1/20 ... 1, equal ones only once. Two for a feature that never varies,
    /// none for one that was missing throughout.
    /// </summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Values by bin; a bin includes its lower end, the last one also its upper end.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Values below the lowest end.</summary>
    public required long Underflow { get; init; }

    /// <summary>Values above the highest end.</summary>
    public required long Overflow { get; init; }

    /// <summary>Values that are missing: NaN and infinities.</summary>
    public required long Missing { get; init; }

    /// <summary>All values.</summary>
    public long Total => Counts.Sum() + Underflow + Overflow + Missing;

    /// <summary>Cuts bins at the quantiles of values and counts these values.</summary>
    /// <param name="name">The feature's name.</param>
    /// <param name="values">Raw values; those that are not finite are missing.</param>
    /// <param name="bins">Wanted bins, at least 1; fewer where values recur.</param>
    /// <remarks>Source of the quantiles: <see cref="Preprocessing.Quantiles"/>.</remarks>
    public static FeatureHistogram Of(string name, IReadOnlyList<float> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var empty = new FeatureHistogram { Name = name, Edges = Cut(values, bins), Counts = [], Underflow = 0, Overflow = 0, Missing = 0 };
        return empty.Count(values);
    }

    /// <summary>The same bins with the counts of other values.</summary>
    public FeatureHistogram Count(IReadOnlyList<float> values)
    {
        var counts = new long[Math.Max(0, Edges.Count - 1)];
        long underflow = 0, overflow = 0, missing = 0;
        var edges = Edges.ToArray();
        foreach (var value in values)
        {
            if (edges.Length == 0 || !float.IsFinite(value)) missing++;
            else if (value < edges[0]) underflow++;
            else if (value > edges[^1]) overflow++;
            else counts[BinOf(edges, value)]++;
        }

        return this with { Counts = counts, Underflow = underflow, Overflow = overflow, Missing = missing };
    }

    private static int BinOf(double[] edges, double value)
    {
        var found = Array.BinarySearch(edges, value);
        var bin = found >= 0 ? found : ~found - 1;
        return Math.Min(bin, edges.Length - 2);
    }

    private static double[] Cut(IReadOnlyList<float> values, int bins)
    {
        var sorted = values.Where(float.IsFinite).Select(value => (double)value).Order().ToArray();
        if (sorted.Length == 0) return [];
        var edges = new List<double> { sorted[0] };
        for (var b = 1; b <= bins; b++)
        {
            var edge = Preprocessing.Quantiles.OfSorted(sorted, (double)b / bins);
            if (edge > edges[^1]) edges.Add(edge);
        }

        // A feature of one value still tells lower from higher.
        if (edges.Count == 1) edges.Add(Math.BitIncrement(edges[0]));
        return [.. edges];
    }
}
