using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Evaluation;

/// <summary>How far probabilities can be believed.</summary>
public static class CalibrationMetrics
{
    /// <summary>Bins of the expected calibration error, equal in width over [0, 1].</summary>
    public const int Bins = 15;

    private const int Width = EmotionProbabilities.Count;

    /// <summary>
    /// Expected calibration error: over <see cref="Bins"/> equal bins of the confidence (the greatest probability), the mean over rows of
    /// <c>|accuracy of the bin - mean confidence of the bin|</c>.
    /// </summary>
    /// <param name="probabilities">Row-major <c>[rowCount, 4]</c>.</param>
    /// <param name="truths">One per row.</param>
    /// <returns>In [0, 1]; 0 without rows.</returns>
    /// <remarks>Bins are closed above, as (0, 1/15], (1/15, 2/15] ... Source: Guo et al., ICML 2017, equation 3.</remarks>
    public static double ExpectedCalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        Check(probabilities, truths);
        Span<double> gaps = stackalloc double[Bins];
        gaps.Clear();
        for (var i = 0; i < truths.Length; i++) AddGap(gaps, probabilities.Slice(i * Width, Width), truths[i]);
        return OfGaps(gaps, truths.Length);
    }

    /// <summary>Adds a row to the sums of <c>right - confidence</c> by bin, from which the expected calibration error follows.</summary>
    /// <param name="gaps"><see cref="Bins"/> sums.</param>
    /// <param name="row">Four probabilities.</param>
    /// <param name="truth">The row's truth.</param>
    internal static void AddGap(Span<double> gaps, ReadOnlySpan<double> row, EmotionLabel truth)
    {
        var top = ConfusionMatrix.Top(row);
        var confidence = row[(int)top];
        gaps[BinOf(confidence)] += (top == truth ? 1 : 0) - confidence;
    }

    /// <summary>The expected calibration error of the sums by bin.</summary>
    internal static double OfGaps(ReadOnlySpan<double> gaps, long rows)
    {
        // A bin's weight is its share of the rows, so that its count cancels and the sums of differences are enough.
        var error = 0.0;
        foreach (var gap in gaps) error += Math.Abs(gap);
        return rows == 0 ? 0 : error / rows;
    }

    /// <summary>Brier score: the mean over rows of the sum over emotions of <c>(probability - truth)^2</c>; in [0, 2], 0 is perfect.</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        Check(probabilities, truths);
        var sum = 0.0;
        for (var i = 0; i < truths.Length; i++)
        {
            for (var k = 0; k < Width; k++)
            {
                var difference = probabilities[(i * Width) + k] - (k == (int)truths[i] ? 1 : 0);
                sum += difference * difference;
            }
        }

        return truths.IsEmpty ? 0 : sum / truths.Length;
    }

    /// <summary>Log-loss: the mean over rows of <c>-ln(probability of the truth)</c>, in nats; probabilities below 1e-15 count as 1e-15.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        Check(probabilities, truths);
        var sum = 0.0;
        for (var i = 0; i < truths.Length; i++) sum -= Math.Log(Math.Max(1e-15, probabilities[(i * Width) + (int)truths[i]]));
        return truths.IsEmpty ? 0 : sum / truths.Length;
    }

    private static int BinOf(double confidence) => Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);

    private static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        if (probabilities.Length != truths.Length * Width) throw new ArgumentException("Expected four probabilities per row.", nameof(probabilities));
    }
}
