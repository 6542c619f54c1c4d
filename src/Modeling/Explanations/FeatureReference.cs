using Cluster.Modeling.Drift;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Explanations;

/// <summary>The training distribution of each feature, to say where a value lies in it. Immutable.</summary>
public sealed class FeatureReference
{
    // Of each feature: values that never fall, and the share of the training values up to each.
    private readonly (double[] Values, double[] Shares)[] features;

    /// <summary>Creates the reference of stored quantiles.</summary>
    /// <param name="quantiles">For each feature its quantiles at probabilities in equal steps from 0 to 1, finite and never falling; none or at least 2.</param>
    /// <exception cref="ArgumentException">A feature's quantiles are damaged; the message names it.</exception>
    public FeatureReference(IReadOnlyList<IReadOnlyList<double>> quantiles)
    {
        features = new (double[], double[])[quantiles.Count];
        for (var j = 0; j < features.Length; j++)
        {
            var values = quantiles[j].ToArray();
            if (values.Length == 1) throw new ArgumentException($"Feature {j} has a single quantile; two are the least.", nameof(quantiles));
            if (!values.All(double.IsFinite)) throw new ArgumentException($"A quantile of feature {j} is not a finite number.", nameof(quantiles));
            if (values.Zip(values.Skip(1)).Any(pair => pair.Second < pair.First)) throw new ArgumentException($"The quantiles of feature {j} fall.", nameof(quantiles));
            features[j] = (values, [.. values.Select((_, n) => n / (values.Length - 1.0))]);
        }
    }

    private FeatureReference((double[] Values, double[] Shares)[] features) => this.features = features;

    /// <summary>Number of features.</summary>
    public int Width => features.Length;

    /// <summary>Takes the distribution from the histograms that are kept with a model; right to within the share of a value's bin.</summary>
    /// <param name="histograms">Verified histograms.</param>
    /// <remarks>
    /// Bins hold equal shares but where a value recurs: what a bin holds of more than twice its share is taken to lie at its lower end, which is that value.
    /// </remarks>
    public static FeatureReference FromHistograms(ReferenceHistograms histograms) => new([.. histograms.Features.Select(Cumulate)]);

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
        var (values, shares) = features[feature];
        if (!float.IsFinite(value) || values.Length == 0) return null;
        var below = CountWhere(values, known => known < value);
        var upTo = CountWhere(values, known => known <= value);
        if (below == values.Length) return 100;
        if (upTo == 0) return 0;
        if (upTo > below) return 100 * (shares[below] + shares[upTo - 1]) / 2;
        var part = (value - values[below - 1]) / (values[below] - values[below - 1]);
        return 100 * (shares[below - 1] + (part * (shares[below] - shares[below - 1])));
    }

    /// <summary>The value up to which a share of the training values lies; the inverse of <see cref="PercentileOf"/>.</summary>
    /// <param name="feature">Its index in the schema.</param>
    /// <param name="share">In [0, 1].</param>
    /// <returns>Null where the reference is missing.</returns>
    internal double? QuantileOf(int feature, double share)
    {
        var (values, shares) = features[feature];
        if (values.Length == 0) return null;
        var next = CountWhere(shares, known => known < share);
        if (next == 0) return values[0];
        if (next == values.Length) return values[^1];
        var part = (share - shares[next - 1]) / (shares[next] - shares[next - 1]);
        return values[next - 1] + (part * (values[next] - values[next - 1]));
    }

    private static (double[] Values, double[] Shares) Cumulate(FeatureHistogram histogram)
    {
        var (values, shares) = (new List<double>(), new List<double>());
        var present = histogram.Total - histogram.Missing;
        if (present == 0 || histogram.Edges.Count == 0) return ([], []);
        var sum = (double)histogram.Underflow;
        Add(histogram.Edges[0]);
        for (var b = 0; b < histogram.Counts.Count; b++)
        {
            sum += histogram.Counts[b];
            if (histogram.Counts[b] * ReferenceHistograms.Bins > 2.0 * present) Add(histogram.Edges[b]);
            Add(histogram.Edges[b + 1]);
        }

        return ([.. values], [.. shares]);

        void Add(double value)
        {
            values.Add(value);
            shares.Add(sum / present);
        }
    }

    // The condition holds from the start up to some place.
    private static int CountWhere(double[] values, Func<double, bool> holds)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(values[middle])) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
