using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Statistics;

/// <summary>Mean, population standard deviation and two percentiles of a series.</summary>
internal static class Summarizer
{
    private const double LowShare = 0.1;
    private const double HighShare = 0.9;

    /// <summary>Summarises a series.</summary>
    /// <param name="values">The series, at least one value; its order is lost.</param>
    /// <returns>
    /// Mean; population standard deviation (two passes, in double precision); 10th and 90th percentile, linear between neighbours as
    /// numpy has it.
    /// NaN in gives NaN out.
    /// </returns>
    public static (double Mean, double Std, double P10, double P90) Summarize(Span<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        double squares = 0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        if (double.IsNaN(mean)) return (double.NaN, double.NaN, double.NaN, double.NaN);
        values.Sort();
        var (low, high) = (Rank(LowShare, values.Length, out var lowPart), Rank(HighShare, values.Length, out var highPart));
        return (
            mean,
            Math.Sqrt(squares / values.Length),
            Between(values[low], values[Math.Min(low + 1, values.Length - 1)], lowPart),
            Between(values[high], values[Math.Min(high + 1, values.Length - 1)], highPart));
    }

    /// <summary>Summarises a series of single precision, whose order is kept.</summary>
    /// <param name="values">The series, at least one value.</param>
    /// <param name="keys">Room for <see cref="OrderStatistics.KeyCount"/> ints; overwritten.</param>
    /// <returns>The same as of its values in double precision.</returns>
    public static (double Mean, double Std, double P10, double P90) Summarize(ReadOnlySpan<float> values, Span<int> keys)
    {
        var mean = Sum(values, 0, squared: false) / values.Length;
        if (double.IsNaN(mean)) return (double.NaN, double.NaN, double.NaN, double.NaN);
        var std = Math.Sqrt(Sum(values, mean, squared: true) / values.Length);
        keys = keys[..OrderStatistics.KeyCount(values.Length)];
        OrderStatistics.ToKeys(values, keys);
        var (low, high) = (Rank(LowShare, values.Length, out var lowPart), Rank(HighShare, values.Length, out var highPart));
        var found = OrderStatistics.Select(keys, values.Length, low, high);
        return (mean, std, Between(found.Low, found.LowNext, lowPart), Between(found.High, found.HighNext, highPart));
    }

    /// <summary>The rank below a percentile, and how far it lies towards the next.</summary>
    private static int Rank(double share, int count, out double part)
    {
        var position = share * (count - 1);
        part = position - (int)position;
        return (int)position;
    }

    private static double Between(double low, double high, double part) => low + part * (high - low);

    /// <summary>The sum of the differences from a value, or of their squares, in double precision.</summary>
    private static double Sum(ReadOnlySpan<float> values, double from, bool squared)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var origin = Vector512.Create(from);
        var (lows, highs) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + Lanes.Count <= values.Length; i += Lanes.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref x, (nuint)i));
            (low, high) = (low - origin, high - origin);
            lows += squared ? low * low : low;
            highs += squared ? high * high : high;
        }

        var sum = Vector512.Sum(lows + highs);
        for (; i < values.Length; i++) sum += squared ? (values[i] - from) * (values[i] - from) : values[i] - from;
        return sum;
    }
}
