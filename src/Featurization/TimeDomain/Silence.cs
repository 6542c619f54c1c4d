using System.Numerics.Tensors;

namespace Cluster.Featurization.TimeDomain;

/// <summary>Tells audio from its absence.</summary>
internal static class Silence
{
    /// <summary>The level that has to be reached, a root mean square of full scale: -100 dB, below what 16 bit hold and far below any music.</summary>
    public const double LeastLevel = 1e-5;

    /// <summary>Whether there is nothing to hear: neither on average nor in a tenth of the seconds is that level reached.</summary>
    /// <param name="samples">Mono, in units of full scale; at least one sample.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="gainDb">Gain in dB that the samples get first.</param>
    public static bool IsIn(ReadOnlySpan<float> samples, int sampleRate, double gainDb)
    {
        var least = LeastLevel / Math.Pow(10, gainDb / 20);
        var (sum, loud, count) = (0.0, 0, 0);
        for (; !samples.IsEmpty; count++)
        {
            var second = samples[..Math.Min(sampleRate, samples.Length)];
            var level = Math.Sqrt(TensorPrimitives.SumOfSquares(second) / second.Length);
            sum += level;
            if (level >= least) loud++;
            samples = samples[second.Length..];
        }

        return sum < least * count && 10 * loud <= count;
    }
}
