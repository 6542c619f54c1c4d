namespace Cluster.Modeling.Preprocessing;

/// <summary>The range in which a feature's values are plausible, from its quartiles.</summary>
/// <remarks>
/// Tukey's fences with a wide reach, measured on each side from the median's side of the box: a skewed feature keeps its long tail and a slip of the
/// decimal point falls out. Source: J. W. Tukey, "Exploratory Data Analysis", 1977, section 2D (outer fences).
/// </remarks>
public static class RobustFences
{
    /// <summary>Multiples of the interquartile range between a quartile and its fence.</summary>
    public const double Reach = 6;

    /// <summary>The bounds where there are none: every finite <see cref="float"/> passes.</summary>
    public static (double Low, double High) Open => (-float.MaxValue, float.MaxValue);

    /// <summary>Computes the fences of one feature.</summary>
    /// <param name="sorted">Finite values in ascending order.</param>
    /// <returns>Inclusive bounds; open ones for fewer than 8 values or an interquartile range of 0.</returns>
    public static (double Low, double High) Compute(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length < 8) return Open;
        var low = Quantiles.OfSorted(sorted, 0.25);
        var high = Quantiles.OfSorted(sorted, 0.75);
        var range = high - low;
        return range > 0 ? (low - (Reach * range), high + (Reach * range)) : Open;
    }
}
