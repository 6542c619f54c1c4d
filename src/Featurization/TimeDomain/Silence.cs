using System.Numerics.Tensors;

namespace Cluster.Featurization.TimeDomain;

/// <summary>Tells audio from its absence.</summary>
internal static class Silence
{
    /// <summary>The level that has to be reached, a root mean square of full scale: -100 dB, below what 16 bit hold and far below any music.</summary>
    public const float LeastLevel = 1e-5f;

    /// <summary>Whether there is nothing to hear: neither on average nor in a tenth of the time is that level reached.</summary>
    /// <param name="levels">Root mean squares of neighbouring stretches of equal length, in units of full scale; at least one. NaN counts as heard.</param>
    public static bool IsIn(ReadOnlySpan<float> levels)
    {
        if (!(TensorPrimitives.Sum(levels) < LeastLevel * levels.Length)) return false;
        var loud = 0;
        foreach (var level in levels)
        {
            if (level >= LeastLevel) loud++;
        }

        return 10 * loud <= levels.Length;
    }

    /// <summary>The same of samples, second by second.</summary>
    /// <param name="samples">Mono, in units of full scale; at least one sample.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="gain">What the samples are multiplied with first.</param>
    public static bool IsIn(ReadOnlySpan<float> samples, int sampleRate, float gain)
    {
        var levels = new float[(samples.Length + sampleRate - 1) / sampleRate];
        for (var i = 0; i < levels.Length; i++)
        {
            var second = samples[(i * sampleRate)..Math.Min((i + 1) * sampleRate, samples.Length)];
            levels[i] = gain * MathF.Sqrt(TensorPrimitives.SumOfSquares(second) / second.Length);
        }

        return IsIn(levels);
    }
}
