using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Resampling;

/// <summary>Filters and keeps every n-th sample, many outputs at once: the shape of resampling by a whole number, such as 44.1 to 22.05
/// kHz. Not thread-safe.</summary>
/// <remarks>
/// <c>y[j] = sum over k of h[k] x[n j + k]</c>. The input is dealt out into n rows, so that neighbouring outputs read neighbouring
/// values; each tap is then
/// multiplied with 64 outputs' values in one go.
/// </remarks>
/// <param name="factor">Keeps every n-th sample; at least 1.</param>
internal sealed class Decimator(int factor)
{
    private const int VectorLength = 16;
    private const int OutputsAtOnce = 4 * VectorLength;

    private float[] rows = [];
    private float[] scratch = [];

    /// <summary>Samples that are held; for tests of bounded memory.</summary>
    public int Capacity => rows.Length + scratch.Length;

    /// <summary>Computes outputs.</summary>
    /// <param name="samples">At least <c>n (count - 1) + taps</c> samples.</param>
    /// <param name="taps">The filter.</param>
    /// <param name="output">Receives the outputs; its length is their count.</param>
    public void Process(ReadOnlySpan<float> samples, ReadOnlySpan<float> taps, Span<float> output)
    {
        var padded = (output.Length + OutputsAtOnce - 1) / OutputsAtOnce * OutputsAtOnce;
        var stride = padded + (taps.Length + factor - 1) / factor;
        if (rows.Length < factor * stride) rows = new float[factor * stride];
        if (scratch.Length < padded) scratch = new float[padded];
        Deal(samples[..Math.Min(samples.Length, factor * (output.Length - 1) + taps.Length)], stride);
        for (var j = 0; j < output.Length; j += OutputsAtOnce) Filter(taps, stride, j);
        scratch.AsSpan(0, output.Length).CopyTo(output);
    }

    private void Deal(ReadOnlySpan<float> samples, int stride)
    {
        for (var row = 0; row < factor; row++)
        {
            // What stands behind the samples feeds only outputs that nobody asked for.
            var target = rows.AsSpan(row * stride, stride);
            var count = Math.Min(stride, (samples.Length - row + factor - 1) / factor);
            for (var i = 0; i < count; i++) target[i] = samples[i * factor + row];
        }
    }

    private void Filter(ReadOnlySpan<float> taps, int stride, int first)
    {
        ref var x = ref MemoryMarshal.GetArrayDataReference(rows);
        var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var row = 0; row < factor; row++)
        {
            var at = (nuint)(row * stride + first);
            for (var k = row; k < taps.Length; k += factor, at++)
            {
                var tap = Vector512.Create(taps[k]);
                s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, at), tap, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, at + VectorLength), tap, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, at + 2 * VectorLength), tap, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, at + 3 * VectorLength), tap, s3);
            }
        }

        ref var y = ref MemoryMarshal.GetArrayDataReference(scratch);
        s0.StoreUnsafe(ref y, (nuint)first);
        s1.StoreUnsafe(ref y, (nuint)(first + VectorLength));
        s2.StoreUnsafe(ref y, (nuint)(first + 2 * VectorLength));
        s3.StoreUnsafe(ref y, (nuint)(first + 3 * VectorLength));
    }
}
