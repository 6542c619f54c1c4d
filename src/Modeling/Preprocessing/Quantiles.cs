namespace Cluster.Modeling.Preprocessing;

/// <summary>Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan, as NumPy's default).</summary>
public static class Quantiles
{
    /// <summary>The quantile of sorted values.</summary>
    /// <param name="sorted">Ascending; at least one value.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentException"><paramref name="sorted"/> is empty.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty) throw new ArgumentException("No values.", nameof(sorted));
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        if (below >= sorted.Length - 1) return sorted[^1];
        return sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
