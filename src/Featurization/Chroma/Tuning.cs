using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Chroma;

/// <summary>Estimates how far a recording's pitches lie from A4 = 440 Hz.</summary>
/// <remarks>
/// Of the peaks at least as strong as the median, the deviation from the nearest semitone is counted in steps of 0.01 semitones; the left
/// edge of the
/// first fullest step is the tuning. Equals librosa <c>estimate_tuning(resolution=0.01)</c>.
/// </remarks>
internal static class Tuning
{
    /// <summary>Steps in a semitone.</summary>
    public const int StepCount = 100;

    /// <summary>The tuning of a step in semitones, -0.5 to 0.49.</summary>
    public static double OfStep(int step) => step * 0.01 - 0.5;

    /// <summary>Estimates the tuning.</summary>
    /// <param name="peaks">The clip's peaks.</param>
    /// <param name="keys">Room for <see cref="OrderStatistics.KeyCount"/> of the peaks; overwritten.</param>
    /// <returns>The step, 0 to 99; 50, which is no deviation, when there is no peak.</returns>
    public static int EstimateStep(PitchPeaks peaks, Span<int> keys)
    {
        if (peaks.Count == 0) return StepCount / 2;
        var median = Median(peaks.Strengths, keys[..OrderStatistics.KeyCount(peaks.Count)]);
        Span<int> counts = stackalloc int[StepCount];
        counts.Clear();
        for (var i = 0; i < peaks.Count; i++)
        {
            if (peaks.Strengths[i] >= median) counts[StepOf(peaks.FrequenciesHz[i])]++;
        }

        var best = 0;
        for (var step = 1; step < StepCount; step++)
        {
            if (counts[step] > counts[best]) best = step;
        }

        return best;
    }

    private static int StepOf(float frequencyHz)
    {
        // Single precision, as the reference has it: the steps are narrow enough to feel the rounding.
        var octaves = (float)Math.Log2(frequencyHz / 27.5f);
        var semitones = 12f * octaves;
        var residual = semitones - MathF.Floor(semitones);
        if (residual >= 0.5f) residual -= 1f;
        var step = Math.Clamp((int)((residual + 0.5) * StepCount), 0, StepCount - 1);
        if (residual < OfStep(step)) return Math.Max(0, step - 1);
        return step + 1 < StepCount && residual >= OfStep(step + 1) ? step + 1 : step;
    }

    /// <summary>The median; the mean of the middle two of an even number.</summary>
    private static float Median(ReadOnlySpan<float> values, Span<int> keys)
    {
        OrderStatistics.ToKeys(values, keys);
        var middle = (values.Length - 1) / 2;
        var (value, next, _, _) = OrderStatistics.Select(keys, values.Length, middle, middle);
        return values.Length % 2 == 1 ? value : (value + next) / 2;
    }
}
