namespace Cluster.Featurization.Tests.Reference;

/// <summary>Statistics over frames and over texture windows in plain loops.</summary>
internal static class ReferenceSummary
{
    /// <summary>Mean, population standard deviation, 10th and 90th percentile of each row.</summary>
    public static FeatureSummary Of(double[][] rows) =>
        new([.. rows.Select(Mean)], [.. rows.Select(Std)], [.. rows.Select(row => Percentile(row, 0.1))], [.. rows.Select(row => Percentile(row, 0.9))]);

    /// <summary>The mean of each window of a series: of the frames whose centres lie in it.</summary>
    public static double[] Windowed(double[] frames, FeatureOptions options)
    {
        static double At(int frame) => frame * 512 / 22_050.0;
        var means = new List<double>();
        for (var startS = 0.0; means.Count == 0 || startS + options.TextureWindowS <= At(frames.Length - 1); startS = means.Count * options.TextureHopS)
        {
            var inside = frames.Where((_, t) => At(t) >= startS && At(t) < startS + options.TextureWindowS).ToArray();
            means.Add(Mean(inside));
        }

        return [.. means];
    }

    private static double Mean(double[] values) => values.Sum() / values.Length;

    private static double Std(double[] values)
    {
        var mean = Mean(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    private static double Percentile(double[] values, double share)
    {
        if (values.Any(double.IsNaN)) return double.NaN;
        var sorted = values.Order().ToArray();
        var position = share * (sorted.Length - 1);
        var (low, high) = (sorted[(int)Math.Floor(position)], sorted[(int)Math.Ceiling(position)]);
        return low + (position - Math.Floor(position)) * (high - low);
    }
}
