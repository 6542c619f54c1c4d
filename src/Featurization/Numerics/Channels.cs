using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Featurization.Numerics;

/// <summary>Takes interleaved channels apart and puts them together.</summary>
internal static class Channels
{
    /// <summary>The mean of the channels.</summary>
    /// <param name="interleaved"><c>[frame * channels + channel]</c>.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="mean">Receives one value for each frame.</param>
    public static void Mean(ReadOnlySpan<float> interleaved, int channels, Span<float> mean)
    {
        if (channels == 2)
        {
            MeanOfTwo(interleaved[..(2 * mean.Length)], mean);
            return;
        }

        for (var i = 0; i < mean.Length; i++) mean[i] = TensorPrimitives.Sum(interleaved.Slice(i * channels, channels)) / channels;
    }

    /// <summary>One channel in double precision.</summary>
    /// <param name="interleaved"><c>[frame * channels + channel]</c>.</param>
    /// <param name="channel">The channel, from 0.</param>
    /// <param name="channels">How many there are.</param>
    /// <param name="values">Receives one value for each frame.</param>
    public static void Take(ReadOnlySpan<float> interleaved, int channel, int channels, Span<double> values)
    {
        var done = 0;
        if (channels == 1)
        {
            TensorPrimitives.ConvertTruncating<float, double>(interleaved[..values.Length], values);
            return;
        }

        if (channels == 2 && Avx2.IsSupported) done = TakeOfTwo(interleaved, channel, values);
        for (var i = done; i < values.Length; i++) values[i] = interleaved[i * channels + channel];
    }

    private static void MeanOfTwo(ReadOnlySpan<float> interleaved, Span<float> mean)
    {
        var i = 0;
        if (Avx2.IsSupported)
        {
            ref var x = ref MemoryMarshal.GetReference(interleaved);
            ref var y = ref MemoryMarshal.GetReference(mean);
            for (; i + 8 <= mean.Length; i += 8)
            {
                var (a, b) = (Vector256.LoadUnsafe(ref x, (nuint)(2 * i)), Vector256.LoadUnsafe(ref x, (nuint)(2 * i + 8)));
                (InOrder(Avx.HorizontalAdd(a, b)) * 0.5f).StoreUnsafe(ref y, (nuint)i);
            }
        }

        for (; i < mean.Length; i++) mean[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) * 0.5f;
    }

    private static int TakeOfTwo(ReadOnlySpan<float> interleaved, int channel, Span<double> values)
    {
        ref var x = ref MemoryMarshal.GetReference(interleaved);
        ref var y = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            var (a, b) = (Vector256.LoadUnsafe(ref x, (nuint)(2 * i)), Vector256.LoadUnsafe(ref x, (nuint)(2 * i + 8)));
            var taken = InOrder(channel == 0 ? Avx.Shuffle(a, b, 0b10_00_10_00) : Avx.Shuffle(a, b, 0b11_01_11_01));
            var (low, high) = Vector256.Widen(taken);
            low.StoreUnsafe(ref y, (nuint)i);
            high.StoreUnsafe(ref y, (nuint)(i + 4));
        }

        return i;
    }

    /// <summary>Undoes what instructions on two halves leave behind: the middle pairs change places.</summary>
    private static Vector256<float> InOrder(Vector256<float> values) => Avx2.Permute4x64(values.AsDouble(), 0b11_01_10_00).AsSingle();
}
