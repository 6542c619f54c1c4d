using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Explanations;

/// <summary>The training distribution of each feature as quantiles, to say where a value lies in it. Immutable.</summary>
public sealed class FeatureReference
{
    private readonly double[][] quantiles;

    /// <summary>Creates the reference of stored quantiles.</summary>
    /// <param name="quantiles">For each feature its quantiles at probabilities in equal steps from 0 to 1, finite and never falling; none or at least 2.</param>
    /// <exception cref="ArgumentException">A feature's quantiles are damaged; the message names it.</exception>
    public FeatureReference(IReadOnlyList<IReadOnlyList<double>> quantiles)
    {
        this.quantiles = [.. quantiles.Select(values => values.ToArray())];
        for (var j = 0; j < this.quantiles.Length; j++)
        {
            var values = this.quantiles[j];
            if (values.Length == 1) throw new ArgumentException($"Feature {j} has a single quantile; two are the least.", nameof(quantiles));
            if (!values.All(double.IsFinite)) throw new ArgumentException($"A quantile of feature {j} is not a finite number.", nameof(quantiles));
            if (values.Zip(values.Skip(1)).Any(pair => pair.Second < pair.First)) throw new ArgumentException($"The quantiles of feature {j} fall.", nameof(quantiles));
        }
    }

    /// <summary>Number of features.</summary>
    public int Width => quantiles.Length;

    /// <summary>Takes the quantiles of training rows; values that are no finite numbers are left out.</summary>
    /// <param name="rows">Raw vectors of one length; at least 1.</param>
    /// <param name="points">Quantiles per feature, 2 to 1001.</param>
    /// <exception cref="ArgumentException">There is no row, or rows differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is outside its range.</exception>
    public static FeatureReference FromRows(IReadOnlyList<float[]> rows, int points = 101)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, 1001);
        var width = ExplanationBackground.WidthOf(rows);
        return new FeatureReference([.. Enumerable.Range(0, width).Select(j =>
        {
            double[] sorted = [.. rows.Select(row => row[j]).Where(float.IsFinite).Select(value => (double)value).Order()];
            return sorted.Length == 0 ? [] : Enumerable.Range(0, points).Select(n => Quantiles.OfSorted(sorted, n / (points - 1.0))).ToArray();
        })]);
    }

    /// <summary>The share of the training distribution below a value, in percent; for a value that many rows have, the middle of that stretch.</summary>
    /// <param name="feature">Its index in the schema.</param>
    /// <param name="value">The raw value.</param>
    /// <returns>0 to 100; null where the value or the reference is missing.</returns>
    public double? PercentileOf(int feature, float value)
    {
        var values = quantiles[feature];
        if (!float.IsFinite(value) || values.Length == 0) return null;
        var below = FirstWhere(values, quantile => quantile >= value);
        var upTo = FirstWhere(values, quantile => quantile > value);
        if (below == values.Length) return 100;
        if (upTo == 0) return 0;
        var position = upTo > below
            ? (below + upTo - 1) / 2.0
            : below - 1 + ((value - values[below - 1]) / (values[below] - values[below - 1]));
        return 100 * position / (values.Length - 1);
    }

    private static int FirstWhere(double[] values, Func<double, bool> reached)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (reached(values[middle])) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
