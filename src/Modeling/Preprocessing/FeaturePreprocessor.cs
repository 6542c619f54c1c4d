using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Preprocessing;

/// <summary>Fits and applies <see cref="PreprocessingParameters"/>: fences, median imputation, z-score.</summary>
/// <remarks>Immutable and thread-safe. The parameters come from training rows only; tests and serving apply them unchanged.</remarks>
public sealed class FeaturePreprocessor
{
    // Below this ratio to the feature's magnitude a standard deviation is rounding noise of single precision, not variation.
    private const double RelativeNoise = 1e-6;
    private readonly double[] low;
    private readonly double[] high;
    private readonly double[] imputed;
    private readonly double[] offset;
    private readonly double[] factor;

    /// <summary>Creates the preprocessor of stored parameters.</summary>
    /// <param name="parameters">Arrays of one length, all values finite.</param>
    public FeaturePreprocessor(PreprocessingParameters parameters)
    {
        Parameters = parameters;
        low = parameters.LowFence;
        high = parameters.HighFence;
        offset = parameters.Mean;
        factor = Array.ConvertAll(parameters.Scale, scale => scale > 0 ? 1 / scale : 0);
        imputed = new double[factor.Length];
        for (var j = 0; j < imputed.Length; j++) imputed[j] = (parameters.Median[j] - offset[j]) * factor[j];
    }

    /// <summary>The fitted numbers.</summary>
    public PreprocessingParameters Parameters { get; }

    /// <summary>The number of features.</summary>
    public int Width => factor.Length;

    /// <summary>Fits on training rows.</summary>
    /// <param name="rows">Raw vectors of one length; at least one.</param>
    public static FeaturePreprocessor Fit(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        var parameters = new PreprocessingParameters
        {
            LowFence = new double[width],
            HighFence = new double[width],
            Median = new double[width],
            Mean = new double[width],
            Scale = new double[width],
        };
        var buffer = new double[rows.Count];
        for (var j = 0; j < width; j++) FitColumn(rows, j, buffer, parameters);
        return new FeaturePreprocessor(parameters);
    }

    /// <summary>The prepared value of one feature; NaN, infinities and values beyond the fences count as missing.</summary>
    /// <param name="value">The raw value.</param>
    /// <param name="feature">Its index in the vector.</param>
    public double Transform(float value, int feature)
    {
        // A comparison with NaN is false, so that one test covers missing values and both fences.
        var plausible = value >= low[feature] && value <= high[feature];
        return plausible ? (value - offset[feature]) * factor[feature] : imputed[feature];
    }

    /// <summary>The value of one feature, the median in the place of a missing one; not scaled.</summary>
    /// <param name="value">The raw value.</param>
    /// <param name="feature">Its index in the vector.</param>
    public double Impute(float value, int feature) => value >= low[feature] && value <= high[feature] ? value : Parameters.Median[feature];

    /// <summary>Counts the finite values of a vector that lie beyond the fences.</summary>
    public int CountOutOfScale(ReadOnlySpan<float> row)
    {
        var count = 0;
        for (var j = 0; j < row.Length; j++)
        {
            if (float.IsFinite(row[j]) && (row[j] < low[j] || row[j] > high[j])) count++;
        }

        return count;
    }

    /// <summary>The deviation as a scale; 0 where it is nothing but rounding.</summary>
    internal static double ScaleOf(double mean, double deviation) => deviation > RelativeNoise * Math.Abs(mean) && deviation > double.Epsilon ? deviation : 0;

    private static void FitColumn(IReadOnlyList<float[]> rows, int j, double[] buffer, PreprocessingParameters fitted)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if (float.IsFinite(row[j])) buffer[count++] = row[j];
        }

        var values = buffer.AsSpan(0, count);
        values.Sort();
        (fitted.LowFence[j], fitted.HighFence[j]) = RobustFences.Compute(values);
        var first = 0;
        while (first < values.Length && values[first] < fitted.LowFence[j]) first++;
        var last = values.Length;
        while (last > first && values[last - 1] > fitted.HighFence[j]) last--;
        values = values[first..last];
        if (values.IsEmpty) return;                    // nothing is known of this feature: its scale stays 0

        var median = Quantiles.OfSorted(values, 0.5);
        var missing = rows.Count - values.Length;
        var mean = missing * median;
        foreach (var value in values) mean += value;
        mean /= rows.Count;
        var squares = missing * (median - mean) * (median - mean);
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / rows.Count);
        fitted.Median[j] = median;
        fitted.Mean[j] = mean;
        fitted.Scale[j] = ScaleOf(mean, deviation);
    }
}
