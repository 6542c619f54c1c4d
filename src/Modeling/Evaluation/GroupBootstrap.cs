using System.Numerics.Tensors;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Evaluation;

/// <summary>95 % intervals by resampling whole groups, since rows of one group are not independent.</summary>
/// <remarks>
/// <para>Accuracy and macro-F1: the 2.5 and 97.5 percentiles. Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; groups as
/// clusters.</para>
/// <para>Expected calibration error: a sum of absolute values, which noise makes greater; the resamples are noisier than the data, and their percentiles may all lie above
/// the data's own figure e. Here the interval runs from the lower end of the basic interval, <c>2 e - p97.5</c>, which takes off that bias once for the resamples and once
/// for the data, to the upper end of the percentiles moved so that their mean is e; it is cut off at 0 and 1 and always holds e. Source: Davison and Hinkley, "Bootstrap
/// Methods and their Application", 1997, section 5.2.</para>
/// </remarks>
internal static class GroupBootstrap
{
    private const int Width = EmotionProbabilities.Count;
    private const int Counts = Width * Width;

    /// <summary>The intervals of the calibrated predictions.</summary>
    /// <param name="scored">At least one prediction.</param>
    /// <param name="resamples">Resamples, at least 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static (Interval Accuracy, Interval MacroF1, Interval CalibrationError) Intervals(ScoredRows scored, int resamples, int seed)
    {
        var groups = SumByGroup(scored);
        var random = new Random(seed);
        var accuracy = new double[resamples];
        var macroF1 = new double[resamples];
        var error = new double[resamples];
        Span<double> sums = stackalloc double[Counts + CalibrationMetrics.Bins];
        for (var b = 0; b < resamples; b++)
        {
            sums.Clear();
            for (var draw = 0; draw < groups.Length; draw++) TensorPrimitives.Add(sums, groups[random.Next(groups.Length)], sums);
            var matrix = ToMatrix(sums);
            (accuracy[b], macroF1[b], error[b]) = (matrix.Accuracy, matrix.MacroF1, CalibrationMetrics.OfGaps(sums[Counts..], matrix.Total));
        }

        var figure = CalibrationMetrics.ExpectedCalibrationError(scored.Calibrated, scored.Truths);
        return (Percentiles(accuracy), Percentiles(macroF1), Centre(Percentiles(error), TensorPrimitives.Average<double>(error), figure));
    }

    /// <summary>Each group's counts of truth by prediction, and behind them its sums by bin of the confidence: all that the figures depend on.</summary>
    private static double[][] SumByGroup(ScoredRows scored)
    {
        var places = new Dictionary<int, double[]>();
        for (var i = 0; i < scored.Count; i++)
        {
            if (!places.TryGetValue(scored.Groups[i], out var sums)) places[scored.Groups[i]] = sums = new double[Counts + CalibrationMetrics.Bins];
            var row = scored.Calibrated.Slice(i * Width, Width);
            sums[((int)scored.Truths[i] * Width) + (int)ConfusionMatrix.Top(row)]++;
            CalibrationMetrics.AddGap(sums.AsSpan(Counts), row, scored.Truths[i]);
        }

        return [.. places.Values];
    }

    private static ConfusionMatrix ToMatrix(ReadOnlySpan<double> sums)
    {
        var matrix = new ConfusionMatrix();
        for (var k = 0; k < Counts; k++) matrix.Add((EmotionLabel)(k / Width), (EmotionLabel)(k % Width), (long)sums[k]);
        return matrix;
    }

    private static Interval Centre(Interval percentiles, double mean, double figure) => new(
        Math.Clamp((2 * figure) - percentiles.High, 0, figure),
        Math.Clamp(percentiles.High - (mean - figure), figure, 1));

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
