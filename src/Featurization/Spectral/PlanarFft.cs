using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>A complex Fourier transform of one length, of real and imaginary parts in arrays of their own, in double precision. Immutable; thread-safe.</summary>
/// <remarks>
/// <para><c>X[k] = sum over j of x[j] exp(-2 pi i j k / n)</c>. Two real signals in one transform, or one signal's even and odd samples, make real ones of
/// it: <see cref="RealSpectra"/>.</para>
/// <para>The length is n1 n2. The transforms of length n1 take neighbouring columns in their lanes, are rotated, transposed in small blocks, and
/// become the lanes of transforms of length n2, whose outputs stand in order. All passes but the ends find their data in the nearest cache.</para>
/// <para>Within 1e-14 of the largest value of a naive transform. No allocation.</para>
/// <para>Source: Bailey, "FFTs in external or hierarchical memory", J. Supercomputing 4, 1990.</para>
/// </remarks>
internal sealed class PlanarFft
{
    private readonly LanePasses columns;
    private readonly LanePasses rows;
    private readonly int[] columnOrder;
    private readonly int[] rowOrder;
    private readonly int width;
    private readonly int fine;
    private readonly double[] twiddles;

    /// <param name="length">Points: a power of two, at least 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is none of these.</exception>
    public PlanarFft(int length)
    {
        if (length < 64 || !int.IsPow2(length)) throw new ArgumentOutOfRangeException(nameof(length), "The length is a power of two, at least 64.");
        Length = length;
        columns = new LanePasses(1 << int.Log2(length) / 2);
        rows = new LanePasses(length / columns.Length);
        columnOrder = [.. Enumerable.Range(0, columns.Length).Select(k => LanePasses.Position(k, columns.Length))];
        rowOrder = [.. Enumerable.Range(0, rows.Length).Select(k => LanePasses.Position(k, rows.Length))];
        width = Lanes8.IsSupported ? Lanes8.Count : Lanes4.IsSupported ? Lanes4.Count : Lanes2.Count;
        fine = 1 << (int.Log2(columns.Length) + 1) / 2;
        twiddles = Rotations();
    }

    /// <summary>Points.</summary>
    public int Length { get; }

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => 2 * (Length + width * (columns.Length + width));

    /// <summary>Transforms in place. With the two parts exchanged, backwards.</summary>
    /// <param name="re">Real parts; <see cref="Length"/> values.</param>
    /// <param name="im">Imaginary parts; as many.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values, best at a multiple of 64 bytes; overwritten.</param>
    /// <exception cref="ArgumentException">A buffer is too short.</exception>
    public void Transform(Span<double> re, Span<double> im, Span<double> scratch)
    {
        if (re.Length < Length || im.Length < Length) throw new ArgumentException("The signal is too short.", nameof(re));
        if (scratch.Length < ScratchLength) throw new ArgumentException("The scratch is too short.", nameof(scratch));
        ref var x = ref MemoryMarshal.GetReference(re);
        ref var y = ref MemoryMarshal.GetReference(im);
        ref var tiles = ref MemoryMarshal.GetReference(scratch);
        if (width == 8) Transform<Lanes8>(ref x, ref y, ref tiles);
        else if (width == 4) Transform<Lanes4>(ref x, ref y, ref tiles);
        else Transform<Lanes2>(ref x, ref y, ref tiles);
    }

    private void Transform<T>(ref double re, ref double im, ref double tiles)
        where T : struct, ILanes<T>
    {
        ref var z = ref At<T>(ref tiles, 2 * (nint)Length);
        for (var first = 0; first < rows.Length; first += T.Count)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                Unsafe.Add(ref z, 2 * j) = At<T>(ref re, (nint)j * rows.Length + first);
                Unsafe.Add(ref z, 2 * j + 1) = At<T>(ref im, (nint)j * rows.Length + first);
            }

            columns.Run(ref z);
            Scatter(ref z, first, ref tiles);
        }

        for (var group = 0; group < columns.Length; group += T.Count)
        {
            z = ref At<T>(ref tiles, (nint)group * rows.Length * 2);
            rows.Run(ref z);
            for (var k = 0; k < rows.Length; k++)
            {
                ref var value = ref Unsafe.Add(ref z, 2 * rowOrder[k]);
                At<T>(ref re, (nint)k * columns.Length + group) = value;
                At<T>(ref im, (nint)k * columns.Length + group) = Unsafe.Add(ref value, 1);
            }
        }
    }

    /// <summary>Rotates the transforms of some neighbouring columns and puts them where the second transforms take them up.</summary>
    private void Scatter<T>(ref T z, int first, ref double tiles)
        where T : struct, ILanes<T>
    {
        var coarse = columns.Length / fine;
        ref var outer = ref At<T>(ref MemoryMarshal.GetArrayDataReference(twiddles), (nint)first * 2 * (coarse + fine));
        ref var inner = ref Unsafe.Add(ref outer, 2 * coarse);
        ref var b = ref Unsafe.Add(ref z, 2 * columns.Length);
        for (var group = 0; group < columns.Length; group += T.Count)
        {
            for (var c = 0; c < T.Count; c++)
            {
                var k = group + c;
                ref var value = ref Unsafe.Add(ref z, 2 * columnOrder[k]);
                ref var u = ref Unsafe.Add(ref outer, 2 * (k / fine));
                ref var v = ref Unsafe.Add(ref inner, 2 * (k % fine));
                var cos = u * v - Unsafe.Add(ref u, 1) * Unsafe.Add(ref v, 1);
                var sin = u * Unsafe.Add(ref v, 1) + Unsafe.Add(ref u, 1) * v;
                Unsafe.Add(ref b, c) = value * cos - Unsafe.Add(ref value, 1) * sin;
                Unsafe.Add(ref b, T.Count + c) = value * sin + Unsafe.Add(ref value, 1) * cos;
            }

            ref var from = ref Unsafe.As<T, double>(ref b);
            ref var to = ref Unsafe.Add(ref tiles, ((nint)group * rows.Length + (nint)first * T.Count) * 2);
            Transpose.Square(ref from, T.Count, ref to, 2 * T.Count);
            Transpose.Square(ref Unsafe.Add(ref from, T.Count * T.Count), T.Count, ref Unsafe.Add(ref to, T.Count), 2 * T.Count);
        }
    }

    /// <summary>For each group of columns the rotations by multiples of the coarse step, then by those of the fine one; cosines and sines, a vector each.</summary>
    private double[] Rotations()
    {
        var coarse = columns.Length / fine;
        var table = new double[(long)rows.Length * 2 * (coarse + fine)];
        var at = 0;
        for (var first = 0; first < rows.Length; first += width)
        {
            for (var step = 0; step < coarse + fine; step++)
            {
                long k = step < coarse ? step * fine : step - coarse;
                for (var lane = 0; lane < width; lane++)
                    (table[at + width + lane], table[at + lane]) = Math.SinCos(-2 * Math.PI * (k * (first + lane) % Length) / Length);
                at += 2 * width;
            }
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref double start, nint offset)
        where T : struct => ref Unsafe.As<double, T>(ref Unsafe.Add(ref start, offset));
}
