namespace Cluster.Featurization.Statistics;

/// <summary>Mean, population standard deviation and two percentiles of a series.</summary>
internal static class Summarizer
{
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
        return (mean, Math.Sqrt(squares / values.Length), Percentile(values, 0.1), Percentile(values, 0.9));
    }

    private static double Percentile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        if (below + 1 >= sorted.Length) return sorted[^1];
        double low = sorted[below], high = sorted[below + 1];
        return low + (position - below) * (high - low);
    }
}
