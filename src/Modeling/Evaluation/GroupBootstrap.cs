using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Evaluation;

/// <summary>95 % percentile intervals by resampling whole groups, since rows of one group are not independent.</summary>
/// <remarks>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; groups as clusters, 2.5 and 97.5 percentiles.</remarks>
internal static class GroupBootstrap
{
    private const int Width = EmotionProbabilities.Count;

    public static (Interval Accuracy, Interval MacroF1, Interval CalibrationError) Intervals(ScoredRows scored, int resamples, int seed)
    {
        var members = scored.Groups.Select((group, i) => (group, i)).GroupBy(pair => pair.group, pair => pair.i).Select(g => g.ToArray()).ToArray();
        var random = new Random(seed);
        var accuracy = new double[resamples];
        var macroF1 = new double[resamples];
        var error = new double[resamples];
        var probabilities = new List<double>(scored.Count * Width);
        var truths = new List<EmotionLabel>(scored.Count);
        for (var b = 0; b < resamples; b++)
        {
            probabilities.Clear();
            truths.Clear();
            for (var draw = 0; draw < members.Length; draw++)
            {
                foreach (var i in members[random.Next(members.Length)])
                {
                    probabilities.AddRange(scored.Calibrated.Slice(i * Width, Width));
                    truths.Add(scored.Truths[i]);
                }
            }

            var p = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(probabilities);
            var t = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(truths);
            var matrix = ConfusionMatrix.Of(p, t);
            (accuracy[b], macroF1[b], error[b]) = (matrix.Accuracy, matrix.MacroF1, CalibrationMetrics.ExpectedCalibrationError(p, t));
        }

        return (Percentiles(accuracy), Percentiles(macroF1), Percentiles(error));
    }

    /// <summary>The expected calibration error that a perfectly calibrated model would not exceed in 95 of 100 tables of this size.</summary>
    /// <remarks>
    /// The truths are drawn from the predicted probabilities themselves, one draw per row of the table for all its repeats. A small table shows an error even where
    /// there is none. Source: Bröcker and Smith, "Increasing the Reliability of Reliability Diagrams", Weather and Forecasting 22, 2007 (consistency resampling).
    /// </remarks>
    public static double CalibrationErrorByChance(ScoredRows scored, int resamples, int seed)
    {
        var random = new Random(seed);
        var draws = new double[scored.Rows.Count == 0 ? 0 : scored.Rows.Max() + 1];
        var truths = new EmotionLabel[scored.Count];
        var errors = new double[resamples];
        for (var b = 0; b < resamples; b++)
        {
            for (var row = 0; row < draws.Length; row++) draws[row] = random.NextDouble();
            for (var i = 0; i < truths.Length; i++) truths[i] = Draw(scored.Calibrated.Slice(i * Width, Width), draws[scored.Rows[i]]);
            errors[b] = CalibrationMetrics.ExpectedCalibrationError(scored.Calibrated, truths);
        }

        Array.Sort(errors);
        return Quantiles.OfSorted(errors, 0.95);
    }

    private static EmotionLabel Draw(ReadOnlySpan<double> probabilities, double draw)
    {
        for (var k = 0; k < Width - 1; k++)
        {
            draw -= probabilities[k];
            if (draw < 0) return (EmotionLabel)k;
        }

        return (EmotionLabel)(Width - 1);
    }

    private static Interval Percentiles(double[] values)
    {
        Array.Sort(values);
        return new Interval(Quantiles.OfSorted(values, 0.025), Quantiles.OfSorted(values, 0.975));
    }
}
