using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <content>The passes, for any width of vector. Complex values are two vectors: real and imaginary parts.</content>
internal sealed partial class FramedFft
{
    // Samples of each hop that are put side by side with those of the next hops at a time: few enough to stay in the nearest cache, many
    // enough that they have reached it when they are read, one lane off from how they were written.
    private const int ColumnsAtOnce = 64;
    private const int ColumnPitch = 2 * Transpose.Size;

    private void Transform<T>(ref float signal, ref double scratch, ref float power)
        where T : struct, ILanes<T>
    {
        ref var z = ref Unsafe.As<double, T>(ref scratch);
        var quarter = half / 2; // vectors: each point takes two
        for (var lane = 0; lane < Lanes.Count; lane += T.Count)
        {
            ref var p = ref Unsafe.Add(ref power, lane);
            WindowAndFirstPass(ref Unsafe.Add(ref signal, lane * hop), ref z);

            // The first quarter holds the frequencies that are multiples of four, and so on; a frequency's mirror image is in its own quarter
            // or, of odd ones, in the other odd quarter. They are taken apart while they are near.
            quarters.Run(ref z);
            T.Store(SquareOf(z + Unsafe.Add(ref z, 1)), ref p);
            T.Store(SquareOf(z - Unsafe.Add(ref z, 1)), ref Unsafe.Add(ref p, half * Lanes.Count));
            Separate(pairs.AsSpan(0, evenPairs), ref z, ref p);
            quarters.Run(ref Unsafe.Add(ref z, 2 * quarter));
            Separate(pairs.AsSpan(evenPairs, middlePairs), ref z, ref p);
            quarters.Run(ref Unsafe.Add(ref z, quarter));
            quarters.Run(ref Unsafe.Add(ref z, 3 * quarter));
            Separate(pairs.AsSpan(evenPairs + middlePairs), ref z, ref p);
        }

        // At 0 Hz and at half the sample rate there is nothing to take apart, and so no doubling.
        static T SquareOf(T value)
        {
            value += value;
            return T.SumOfSquares(value, default);
        }
    }

    /// <summary>The first pass, which takes its input from the signal and windows it.</summary>
    private void WindowAndFirstPass<T>(ref float signal, ref T z)
        where T : struct, ILanes<T>
    {
        Span<float> buffer = stackalloc float[ColumnsAtOnce * ColumnPitch];
        ref var columns = ref MemoryMarshal.GetReference(buffer);
        ref var w = ref MemoryMarshal.GetArrayDataReference(firstPass);
        for (var start = 0; start < hop; start += ColumnsAtOnce)
        {
            var count = Math.Min(ColumnsAtOnce, hop - start);
            LoadColumns<T>(ref Unsafe.Add(ref signal, start), count, ref columns);
            for (nint i = 0; i < count; i += 2)
            {
                ref var even = ref Unsafe.Add(ref columns, i * ColumnPitch);
                ref var odd = ref Unsafe.Add(ref even, ColumnPitch);
                var (ar, ai) = (T.Load(in even) * w, T.Load(in odd) * Unsafe.Add(ref w, 1));
                var (br, bi) = (T.Load(in Unsafe.Add(ref even, 1)) * Unsafe.Add(ref w, 2), T.Load(in Unsafe.Add(ref odd, 1)) * Unsafe.Add(ref w, 3));
                var (cr, ci) = (T.Load(in Unsafe.Add(ref even, 2)) * Unsafe.Add(ref w, 4), T.Load(in Unsafe.Add(ref odd, 2)) * Unsafe.Add(ref w, 5));
                var (dr, di) = (T.Load(in Unsafe.Add(ref even, 3)) * Unsafe.Add(ref w, 6), T.Load(in Unsafe.Add(ref odd, 3)) * Unsafe.Add(ref w, 7));
                LanePasses.Butterfly(ar, ai, br, bi, cr, ci, dr, di, ref Unsafe.Add(ref w, 8), ref z, half / 2);
                w = ref Unsafe.Add(ref w, FirstPassRow);
                z = ref Unsafe.Add(ref z, 2);
            }
        }
    }

    /// <summary>Puts the same sample of neighbouring hops side by side. A frame is four hops: the next quarter of all frames is the same
    /// column, one lane on.</summary>
    private void LoadColumns<T>(ref float signal, int count, ref float columns)
        where T : struct, ILanes<T>
    {
        for (var hops = 0; hops < T.Count + 3; hops += Transpose.Size)
        {
            for (var n = 0; n < count; n += Transpose.Size)
            {
                ref var target = ref Unsafe.Add(ref columns, n * ColumnPitch + hops);
                Transpose.Eight(ref Unsafe.Add(ref signal, hops * hop + n), hop, ref target, ColumnPitch);
            }
        }
    }

    /// <summary>Takes the spectra of even and odd samples apart, joins them to that of all, and squares.</summary>
    private void Separate<T>(ReadOnlySpan<Pair> pairs, ref T z, ref float power)
        where T : struct, ILanes<T>
    {
        foreach (ref readonly var pair in pairs)
        {
            ref var a = ref Unsafe.Add(ref z, 2 * pair.Position);
            ref var b = ref Unsafe.Add(ref z, 2 * pair.MirrorPosition);
            var (ar, ai) = (a, Unsafe.Add(ref a, 1));
            var (br, bi) = (b, Unsafe.Add(ref b, 1));
            var (er, ei) = (ar + br, ai - bi);
            var (or, oi) = (ai + bi, br - ar);
            var tr = T.MultiplySubtract(or, pair.Cos, oi * pair.Sin);
            var ti = T.MultiplyAdd(or, pair.Sin, oi * pair.Cos);
            T.Store(T.SumOfSquares(er + tr, ei + ti), ref Unsafe.Add(ref power, pair.Bin * Lanes.Count));
            T.Store(T.SumOfSquares(er - tr, ei - ti), ref Unsafe.Add(ref power, (half - pair.Bin) * Lanes.Count));
        }
    }
}
