using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>What is said of a series of values over time.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Std">Sample standard deviation (n - 1); NaN where all values are equal.</param>
/// <param name="Slope">Slope of the line through the origin that fits the standardised series over a time of 0 to 1; -0.87 to 0.87.</param>
/// <param name="PeriodFreq">Frequency in Hz of the highest autocorrelation behind the first fall.</param>
/// <param name="PeriodAmp">That autocorrelation, 0 to 1.</param>
/// <param name="PeriodEntropy">Entropy of the autocorrelation's magnitudes, 0 to 1.</param>
/// <remarks>NaN where the formula has no value, as of silence.</remarks>
internal readonly record struct SeriesStatistics(double Mean, double Std, double Slope, double PeriodFreq, double PeriodAmp, double PeriodEntropy)
{
    private const double Nothing = 1e-12;

    /// <summary>Computes them.</summary>
    /// <param name="series">At least two values.</param>
    /// <param name="stepS">Distance between values in seconds.</param>
    public static SeriesStatistics Of(ReadOnlySpan<double> series, double stepS)
    {
        var (mean, std, slope) = MeanAndSlope(series);
        var correlation = new double[series.Length];
        for (var lag = 0; lag < series.Length; lag++)
            correlation[lag] = TensorPrimitives.Dot(series[..(series.Length - lag)], series[lag..]);
        var energy = correlation[0];
        double magnitude = 0;
        for (var lag = 0; lag < correlation.Length; lag++)
        {
            correlation[lag] /= energy;
            magnitude += Math.Abs(correlation[lag]);
        }

        double entropy = 0;
        foreach (var value in correlation)
        {
            var share = Math.Abs(value) / magnitude;
            entropy -= share * Math.Log(share + Nothing);
        }

        var best = HighestBehindFirstFall(correlation);
        return new SeriesStatistics(mean, std, slope, energy > 0 ? 1 / (best * stepS) : double.NaN, correlation[best], entropy / Math.Log(series.Length));
    }

    /// <summary>The first three of them.</summary>
    /// <param name="series">At least two values.</param>
    public static (double Mean, double Std, double Slope) MeanAndSlope(ReadOnlySpan<double> series)
    {
        var n = series.Length;
        double sum = 0;
        foreach (var value in series) sum += value;
        var mean = sum / n;
        double squares = 0;
        foreach (var value in series) squares += (value - mean) * (value - mean);
        var std = squares == 0 ? double.NaN : Math.Sqrt(squares / (n - 1));
        var (product, times) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            // The time is not centred: that is how the table's version of the toolbox has it.
            var t = (double)i / (n - 1);
            product += (series[i] - mean) / std * t;
            times += t * t;
        }

        return (mean, std, product / times);
    }

    private static int HighestBehindFirstFall(ReadOnlySpan<double> correlation)
    {
        var first = 0;
        while (first + 1 < correlation.Length && !(correlation[first + 1] > correlation[first])) first++;
        var best = Math.Min(first + 1, correlation.Length - 1);
        for (var lag = best + 1; lag < correlation.Length; lag++)
        {
            if (correlation[lag] > correlation[best]) best = lag;
        }

        return best;
    }
}
