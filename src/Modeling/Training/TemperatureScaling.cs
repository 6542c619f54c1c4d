using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Training;

/// <summary>Fits the one temperature that makes held-out scores as probable as they can be; the ranking of the emotions does not change.</summary>
/// <remarks>
/// The log-loss of <c>softmax(beta * scores)</c> is convex in <c>beta = 1 / T</c>; its derivative, the sum of (expected score - score of the true class), rises with
/// beta and is brought to 0 by bisection. Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
/// </remarks>
public static class TemperatureScaling
{
    /// <summary>The least temperature that a fit gives: few rows without an error would call for 0.</summary>
    public const double Least = 0.1;

    /// <summary>The greatest: scores without any information would call for infinity.</summary>
    public const double Greatest = 100;

    /// <summary>Fits the temperature.</summary>
    /// <param name="scores">Held-out scores, row-major <c>[rowCount, 4]</c>; negative infinity for an emotion that was not trained.</param>
    /// <param name="labels">The truth, one per row. A row whose truth has a score of negative infinity is left out.</param>
    /// <returns>A temperature in [<see cref="Least"/>, <see cref="Greatest"/>]; 1 without rows.</returns>
    /// <exception cref="ArgumentException">The spans do not hold the same number of rows.</exception>
    public static double Fit(ReadOnlySpan<double> scores, ReadOnlySpan<EmotionLabel> labels)
    {
        if (scores.Length != labels.Length * EmotionProbabilities.Count)
            throw new ArgumentException("Expected four scores per label.", nameof(scores));
        if (labels.IsEmpty) return 1;

        double least = 1 / Greatest, greatest = 1 / Least;
        for (var step = 0; step < 100; step++)
        {
            // Halving the logarithm keeps the steps even over the three decades.
            var beta = Math.Sqrt(least * greatest);
            if (Slope(scores, labels, beta) > 0) greatest = beta;
            else least = beta;
        }

        return 1 / Math.Sqrt(least * greatest);
    }

    private static double Slope(ReadOnlySpan<double> scores, ReadOnlySpan<EmotionLabel> labels, double beta)
    {
        Span<double> probabilities = stackalloc double[EmotionProbabilities.Count];
        var slope = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = scores.Slice(i * EmotionProbabilities.Count, EmotionProbabilities.Count);
            var truth = row[(int)labels[i]];
            if (double.IsNegativeInfinity(truth)) continue;
            row.CopyTo(probabilities);
            Softmax.Apply(probabilities, 1 / beta);
            for (var k = 0; k < row.Length; k++)
            {
                if (probabilities[k] > 0) slope += probabilities[k] * row[k];
            }

            slope -= truth;
        }

        return slope;
    }
}
