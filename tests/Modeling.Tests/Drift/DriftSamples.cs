using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;

namespace Cluster.Modeling.Tests.Drift;

/// <summary>Windows drawn from known distributions over quantile bins with underflow, overflow and NaN.</summary>
internal static class DriftSamples
{
    /// <summary>
    /// Cumulative shares of underflow, bins, overflow and NaN: equal shares, tilted by <c>exp(tilt * position)</c> with the position from -1/2 to 1/2, and 0.2 % in each tail.
    /// At a tilt of 1.5 the last bin is four times as likely as the first.
    /// </summary>
    public static double[] Tilted(int bins, double tilt)
    {
        var weights = new double[bins + 3];
        for (var i = 0; i < bins; i++) weights[i + 1] = Math.Exp(tilt * ((i - ((bins - 1) / 2.0)) / bins)) / bins;
        weights[0] = weights[bins + 1] = 0.002;
        var (sum, sofar) = (weights.Sum(), 0.0);
        return [.. weights.Select(weight => sofar += weight / sum)];
    }

    public static BinCounts Draw(Random random, double[] cumulative, int count)
    {
        var counts = new long[cumulative.Length];
        for (var i = 0; i < count; i++)
        {
            var draw = random.NextDouble();
            var bin = 0;
            while (bin < cumulative.Length - 1 && draw >= cumulative[bin]) bin++;
            counts[bin]++;
        }

        return BinCounts.From(counts);
    }

    /// <summary>A window of features, the first of which are tilted, with predictions that do not drift.</summary>
    public static DriftCounts Window(Random random, int features, int tilted, double tilt, int count)
    {
        var predictions = PredictionCounts.Empty;
        for (var i = 0; i < count; i++) predictions = predictions.Add(Support.Clips.Sure((EmotionLabel)random.Next(4)), TagDecision.Tagged);
        var (plain, changed) = (Tilted(20, 0), Tilted(20, tilt));
        return new DriftCounts("m", [.. Enumerable.Range(0, features).Select(j => Draw(random, j < tilted ? changed : plain, count))], predictions);
    }
}
