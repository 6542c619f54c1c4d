using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.TimeDomain;

/// <summary>Zero-crossing rate and root mean square per frame.</summary>
/// <remarks>
/// <para>A crossing is a change of sign between neighbouring samples, where values within 1e-10 of 0 count as positive; the first sample
/// of a frame never
/// counts, nor does what lies beyond the clip. The rate divides by the frame's length. The level takes samples beyond the clip as 0.</para>
/// <para>Equal librosa <c>zero_crossing_rate</c> and <c>rms</c> with their defaults. Both are put together from blocks of one hop, which
/// four frames share.</para>
/// </remarks>
internal static class TimeDomainFeatures
{
    private const int Hop = FeatureOptions.HopLength;
    private const int BlocksPerFrame = FeatureOptions.FrameLength / FeatureOptions.HopLength;
    private const float Nothing = 1e-10f;

    /// <summary>Computes the level of every frame.</summary>
    /// <param name="padded">The clip after half a frame of zeros, and zeros to the end of the last frame.</param>
    /// <param name="rms">Receives one value per frame in units of full scale.</param>
    public static void RootMeanSquare(ReadOnlySpan<float> padded, Span<float> rms)
    {
        Span<double> recent = stackalloc double[BlocksPerFrame];
        for (var block = 0; block < rms.Length + BlocksPerFrame - 1; block++)
        {
            recent[block % BlocksPerFrame] = TensorPrimitives.SumOfSquares(padded.Slice(block * Hop, Hop));
            if (block < BlocksPerFrame - 1) continue;
            double sum = 0;
            foreach (var energy in recent) sum += energy;
            rms[block - BlocksPerFrame + 1] = (float)Math.Sqrt(sum / FeatureOptions.FrameLength);
        }
    }

    /// <summary>Computes the rate of every frame.</summary>
    /// <param name="padded">The clip as for <see cref="RootMeanSquare"/>.</param>
    /// <param name="start">Index of the clip's first sample; at least 1.</param>
    /// <param name="length">Samples of the clip.</param>
    /// <param name="rate">Receives one value per frame, 0 to 1.</param>
    public static void ZeroCrossingRate(ReadOnlySpan<float> padded, int start, int length, Span<float> rate)
    {
        Span<int> recent = stackalloc int[BlocksPerFrame];
        for (var block = 0; block < rate.Length + BlocksPerFrame - 1; block++)
        {
            var from = Math.Max(block * Hop, start + 1);
            var to = Math.Min((block + 1) * Hop, start + length);
            recent[block % BlocksPerFrame] = from < to ? Crossings(padded, from, to) : 0;
            if (block < BlocksPerFrame - 1) continue;
            var frame = block - BlocksPerFrame + 1;
            var count = 0;
            foreach (var part in recent) count += part;
            var first = frame * Hop;
            if (first > start && first < start + length) count -= Crossings(padded, first, first + 1);
            rate[frame] = (float)((double)count / FeatureOptions.FrameLength);
        }
    }

    /// <summary>Crossings between each sample of a range and the one before it.</summary>
    private static int Crossings(ReadOnlySpan<float> signal, int from, int to)
    {
        ref var x = ref MemoryMarshal.GetReference(signal);
        var count = 0;
        var n = from;
        for (; n + Vector512<float>.Count <= to; n += Vector512<float>.Count)
        {
            var limit = Vector512.Create(-Nothing);
            var here = Vector512.LessThan(Vector512.LoadUnsafe(ref x, (nuint)n), limit);
            var before = Vector512.LessThan(Vector512.LoadUnsafe(ref x, (nuint)(n - 1)), limit);
            count += BitOperations.PopCount((here ^ before).ExtractMostSignificantBits());
        }

        for (; n < to; n++)
        {
            if (signal[n] < -Nothing != signal[n - 1] < -Nothing) count++;
        }

        return count;
    }
}
