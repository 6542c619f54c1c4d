using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Featurization.Numerics;

/// <summary>Turns rows into lanes and back: the transposition of eight rows of eight values.</summary>
internal static class Transpose
{
    /// <summary>Rows, and values in a row.</summary>
    public const int Size = 8;

    private const int Half = 4; // doubles in a vector that all machines with AVX have

    /// <summary>Transposes.</summary>
    /// <param name="rows">The first row's first value.</param>
    /// <param name="stride">Values from one row's start to the next one's.</param>
    /// <param name="columns">Receives the columns: the first one's first value.</param>
    /// <param name="columnStride">Values from one column's start to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(ref float rows, nint stride, ref float columns, nint columnStride)
    {
        if (!Avx.IsSupported)
        {
            Plain(ref rows, stride, ref columns, columnStride);
            return;
        }

        var r0 = Vector256.LoadUnsafe(ref rows);
        var r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, stride));
        var r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 2 * stride));
        var r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 3 * stride));
        var r4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 4 * stride));
        var r5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 5 * stride));
        var r6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 6 * stride));
        var r7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 7 * stride));

        // Neighbouring rows, within halves of four values.
        var (a0, a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (a2, a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (a4, a5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        var (a6, a7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));

        // Pairs of rows: b0 holds values 0 and 4 of rows 0 to 3, b1 values 1 and 5, and so on.
        var (b0, b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        var (b2, b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        var (b4, b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        var (b6, b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));

        // Halves of four rows.
        Avx.Permute2x128(b0, b4, 0x20).StoreUnsafe(ref columns);
        Avx.Permute2x128(b1, b5, 0x20).StoreUnsafe(ref Unsafe.Add(ref columns, columnStride));
        Avx.Permute2x128(b2, b6, 0x20).StoreUnsafe(ref Unsafe.Add(ref columns, 2 * columnStride));
        Avx.Permute2x128(b3, b7, 0x20).StoreUnsafe(ref Unsafe.Add(ref columns, 3 * columnStride));
        Avx.Permute2x128(b0, b4, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 4 * columnStride));
        Avx.Permute2x128(b1, b5, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 5 * columnStride));
        Avx.Permute2x128(b2, b6, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 6 * columnStride));
        Avx.Permute2x128(b3, b7, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 7 * columnStride));
    }

    /// <summary>Transposes a square of doubles.</summary>
    /// <param name="rows">The first row's first value; rows stand one behind the other.</param>
    /// <param name="size">Rows, and values in a row.</param>
    /// <param name="columns">Receives the columns: the first one's first value.</param>
    /// <param name="columnStride">Values from one column's start to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(ref double rows, int size, ref double columns, nint columnStride)
    {
        if (!Avx.IsSupported || size % Half != 0)
        {
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++) Unsafe.Add(ref columns, column * columnStride + row) = Unsafe.Add(ref rows, row * size + column);
            }

            return;
        }

        for (var row = 0; row < size; row += Half)
        {
            for (var column = 0; column < size; column += Half)
                Four(ref Unsafe.Add(ref rows, row * size + column), size, ref Unsafe.Add(ref columns, column * columnStride + row), columnStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref double rows, nint stride, ref double columns, nint columnStride)
    {
        var (r0, r1) = (Vector256.LoadUnsafe(ref rows), Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, stride)));
        var (r2, r3) = (Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 2 * stride)), Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, 3 * stride)));
        var (a0, a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (a2, a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        Avx.Permute2x128(a0, a2, 0x20).StoreUnsafe(ref columns);
        Avx.Permute2x128(a1, a3, 0x20).StoreUnsafe(ref Unsafe.Add(ref columns, columnStride));
        Avx.Permute2x128(a0, a2, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 2 * columnStride));
        Avx.Permute2x128(a1, a3, 0x31).StoreUnsafe(ref Unsafe.Add(ref columns, 3 * columnStride));
    }

    private static void Plain(ref float rows, nint stride, ref float columns, nint columnStride)
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
                Unsafe.Add(ref columns, column * columnStride + row) = Unsafe.Add(ref rows, row * stride + column);
        }
    }
}
