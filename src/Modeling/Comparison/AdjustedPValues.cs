namespace Cluster.Modeling.Comparison;

/// <summary>Corrects p-values for how many were looked at.</summary>
public static class AdjustedPValues
{
    /// <summary>Holm's step-down correction: adjusted values at or below alpha bound the chance of even one false alarm by alpha.</summary>
    /// <returns>In the order of <paramref name="values"/>, each at most 1 and at least its own value.</returns>
    /// <remarks>Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979.</remarks>
    /// <exception cref="ArgumentException">A value is not in [0, 1].</exception>
    public static double[] Holm(IReadOnlyList<double> values)
    {
        var order = Order(values);
        var adjusted = new double[order.Length];
        var greatest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            greatest = Math.Max(greatest, Math.Min(1, values[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = greatest;
        }

        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up correction: of the values at or below q, a share of at most q is expected to be false alarms.</summary>
    /// <returns>In the order of <paramref name="values"/>, each at most 1 and at least its own value.</returns>
    /// <remarks>Source: Benjamini and Hochberg, "Controlling the False Discovery Rate", Journal of the Royal Statistical Society B 57, 1995.</remarks>
    /// <exception cref="ArgumentException">A value is not in [0, 1].</exception>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> values)
    {
        var order = Order(values);
        var adjusted = new double[order.Length];
        var least = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            least = Math.Min(least, values[order[rank]] * ((double)order.Length / (rank + 1)));
            adjusted[order[rank]] = least;
        }

        return adjusted;
    }

    /// <summary>Corrects by the rule that is asked for.</summary>
    public static double[] By(MultipleTesting rule, IReadOnlyList<double> values) => rule switch
    {
        MultipleTesting.Holm => Holm(values),
        MultipleTesting.BenjaminiHochberg => BenjaminiHochberg(values),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule of correction."),
    };

    private static int[] Order(IReadOnlyList<double> values)
    {
        foreach (var value in values)
        {
            if (!(value is >= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"{value} is no p-value; it must be in [0, 1]."), nameof(values));
        }

        return [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
    }
}
