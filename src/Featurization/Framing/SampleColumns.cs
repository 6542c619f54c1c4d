using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Featurization.Framing;

/// <summary>Turns rows of a signal, one hop apart, into columns: the same sample of neighbouring hops side by side.</summary>
/// <remarks>Frames that overlap by three quarters share these columns: the next quarter of all frames is the same columns, one lane
/// on.</remarks>
internal static class SampleColumns
{
    /// <summary>Distance between columns.</summary>
    public const int Pitch = 16;

    /// <summary>Transposes.</summary>
    /// <param name="signal">The first sample of the first row.</param>
    /// <param name="rowCount">Rows; 1 to 16.</param>
    /// <param name="rowPitch">Distance between rows in samples.</param>
    /// <param name="count">Samples of each row; a multiple of 8.</param>
    /// <param name="columns">Receives sample <c>n</c> of row <c>r</c> at <c>[n * 16 + r]</c>; rows beyond the count are not to be
    /// used.</param>
    public static void Load(ref float signal, int rowCount, int rowPitch, int count, ref float columns)
    {
        for (var n = 0; n < count; n += 8)
        {
            for (var first = 0; first < rowCount; first += 8)
            {
                ref var target = ref Unsafe.Add(ref columns, n * Pitch + first);
                if (Avx.IsSupported) TransposeEight(ref Unsafe.Add(ref signal, n), first, rowCount - 1, rowPitch, ref target);
                else CopyEight(ref Unsafe.Add(ref signal, n), first, rowCount, rowPitch, ref target);
            }
        }
    }

    private static void CopyEight(ref float x, int first, int end, int rowPitch, ref float y)
    {
        for (var row = first; row < Math.Min(first + 8, end); row++)
        {
            for (var n = 0; n < 8; n++) Unsafe.Add(ref y, n * Pitch + row - first) = Unsafe.Add(ref x, row * rowPitch + n);
        }
    }

    /// <summary>Eight samples of eight rows, in three rounds of exchanges.</summary>
    private static void TransposeEight(ref float x, int first, int last, int rowPitch, ref float y)
    {
        // Beyond the last row there may be no signal: the last one stands in.
        var r0 = Row(ref x, Math.Min(first, last) * rowPitch);
        var r1 = Row(ref x, Math.Min(first + 1, last) * rowPitch);
        var r2 = Row(ref x, Math.Min(first + 2, last) * rowPitch);
        var r3 = Row(ref x, Math.Min(first + 3, last) * rowPitch);
        var r4 = Row(ref x, Math.Min(first + 4, last) * rowPitch);
        var r5 = Row(ref x, Math.Min(first + 5, last) * rowPitch);
        var r6 = Row(ref x, Math.Min(first + 6, last) * rowPitch);
        var r7 = Row(ref x, Math.Min(first + 7, last) * rowPitch);

        // Neighbouring rows, within halves of four samples.
        var (a0, a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (a2, a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (a4, a5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        var (a6, a7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));

        // Pairs of rows: b0 holds samples 0 and 4 of rows 0 to 3, b1 samples 1 and 5, and so on.
        var (b0, b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        var (b2, b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        var (b4, b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        var (b6, b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));

        // Halves of four rows.
        Avx.Permute2x128(b0, b4, 0x20).StoreUnsafe(ref y);
        Avx.Permute2x128(b1, b5, 0x20).StoreUnsafe(ref y, Pitch);
        Avx.Permute2x128(b2, b6, 0x20).StoreUnsafe(ref y, 2 * Pitch);
        Avx.Permute2x128(b3, b7, 0x20).StoreUnsafe(ref y, 3 * Pitch);
        Avx.Permute2x128(b0, b4, 0x31).StoreUnsafe(ref y, 4 * Pitch);
        Avx.Permute2x128(b1, b5, 0x31).StoreUnsafe(ref y, 5 * Pitch);
        Avx.Permute2x128(b2, b6, 0x31).StoreUnsafe(ref y, 6 * Pitch);
        Avx.Permute2x128(b3, b7, 0x31).StoreUnsafe(ref y, 7 * Pitch);
    }

    private static Vector256<float> Row(ref float x, int offset) => Vector256.LoadUnsafe(ref Unsafe.Add(ref x, offset));
}
