using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>The passes of a complex Fourier transform of one length, in each vector lane one: radix 4, decimation in frequency, in place and depth
/// first. Immutable; thread-safe.</summary>
/// <remarks>Complex values are two vectors: real and imaginary parts. The output stays in digit-reversed order: frequency <c>k</c> ends up at
/// <see cref="Position"/>. No allocation.</remarks>
internal sealed class LanePasses
{
    private readonly double[][] passTwiddles;

    /// <param name="length">Points: a power of two, at least 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is none of these.</exception>
    public LanePasses(int length)
    {
        if (length < 8 || !int.IsPow2(length)) throw new ArgumentOutOfRangeException(nameof(length), "The length is a power of two, at least 8.");
        Length = length;
        var twiddles = new List<double[]>();
        for (var n = length; n >= 8; n /= 4) twiddles.Add(Twiddles(n));
        passTwiddles = [.. twiddles];
    }

    /// <summary>Points of the transform.</summary>
    public int Length { get; }

    /// <summary>Where a frequency of a transform of n points ends up.</summary>
    public static int Position(int frequency, int n) => n <= 2 ? frequency : frequency % 4 * (n / 4) + Position(frequency / 4, n / 4);

    /// <summary>For each k of a pass over n points the cosines and sines of the first three multiples of <c>-2 pi k / n</c>.</summary>
    public static double[] Twiddles(int n)
    {
        var twiddles = new double[n / 4 * 6];
        for (var k = 0; k < n / 4; k++)
        {
            for (var j = 1; j <= 3; j++) (twiddles[6 * k + 2 * j - 1], twiddles[6 * k + 2 * j - 2]) = Math.SinCos(-2 * Math.PI * j * k / n);
        }

        return twiddles;
    }

    /// <summary>Transforms in place.</summary>
    /// <typeparam name="T">The lanes.</typeparam>
    /// <param name="z">The first of <see cref="Length"/> complex values.</param>
    public void Run<T>(ref T z)
        where T : struct, ILanes<T> => Run(ref z, Length, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Butterfly<T>(T ar, T ai, T br, T bi, T cr, T ci, T dr, T di, ref double w, ref T target, nint step)
        where T : struct, ILanes<T>
    {
        var (sr, si) = (ar + cr, ai + ci);
        var (tr, ti) = (ar - cr, ai - ci);
        var (ur, ui) = (br + dr, bi + di);
        var (vr, vi) = (bi - di, dr - br); // -i (b - d)

        target = sr + ur;
        Unsafe.Add(ref target, 1) = si + ui;
        target = ref Unsafe.Add(ref target, step);
        Rotate(tr + vr, ti + vi, w, Unsafe.Add(ref w, 1), ref target);
        target = ref Unsafe.Add(ref target, step);
        Rotate(sr - ur, si - ui, Unsafe.Add(ref w, 2), Unsafe.Add(ref w, 3), ref target);
        target = ref Unsafe.Add(ref target, step);
        Rotate(tr - vr, ti - vi, Unsafe.Add(ref w, 4), Unsafe.Add(ref w, 5), ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate<T>(T re, T im, double cos, double sin, ref T target)
        where T : struct, ILanes<T>
    {
        target = T.MultiplySubtract(re, cos, im * sin);
        Unsafe.Add(ref target, 1) = T.MultiplyAdd(re, sin, im * cos);
    }

    private void Run<T>(ref T z, int n, int pass)
        where T : struct, ILanes<T>
    {
        var step = n / 2; // vectors in a quarter
        ref var w = ref MemoryMarshal.GetArrayDataReference(passTwiddles[pass]);
        ref var a = ref z;
        for (var k = 0; k < n / 4; k++)
        {
            ref var b = ref Unsafe.Add(ref a, step);
            ref var c = ref Unsafe.Add(ref b, step);
            ref var d = ref Unsafe.Add(ref c, step);
            Butterfly(
                a, Unsafe.Add(ref a, 1), b, Unsafe.Add(ref b, 1), c, Unsafe.Add(ref c, 1), d, Unsafe.Add(ref d, 1), ref w, ref a, step);
            w = ref Unsafe.Add(ref w, 6);
            a = ref Unsafe.Add(ref a, 2);
        }

        for (var part = 0; part < 4; part++)
        {
            ref var next = ref Unsafe.Add(ref z, part * step);
            if (n == 16) LastPass(ref next);
            else if (n == 8) LastPair(ref next);
            else Run(ref next, n / 4, pass + 1);
        }
    }

    /// <summary>Four points, nothing to rotate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastPass<T>(ref T z)
        where T : struct, ILanes<T>
    {
        var (ar, ai, br, bi) = (z, Unsafe.Add(ref z, 1), Unsafe.Add(ref z, 2), Unsafe.Add(ref z, 3));
        var (cr, ci, dr, di) = (Unsafe.Add(ref z, 4), Unsafe.Add(ref z, 5), Unsafe.Add(ref z, 6), Unsafe.Add(ref z, 7));
        var (sr, si) = (ar + cr, ai + ci);
        var (tr, ti) = (ar - cr, ai - ci);
        var (ur, ui) = (br + dr, bi + di);
        var (vr, vi) = (bi - di, dr - br);
        (z, Unsafe.Add(ref z, 1)) = (sr + ur, si + ui);
        (Unsafe.Add(ref z, 2), Unsafe.Add(ref z, 3)) = (tr + vr, ti + vi);
        (Unsafe.Add(ref z, 4), Unsafe.Add(ref z, 5)) = (sr - ur, si - ui);
        (Unsafe.Add(ref z, 6), Unsafe.Add(ref z, 7)) = (tr - vr, ti - vi);
    }

    /// <summary>Two points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastPair<T>(ref T z)
        where T : struct, ILanes<T>
    {
        var (ar, ai, br, bi) = (z, Unsafe.Add(ref z, 1), Unsafe.Add(ref z, 2), Unsafe.Add(ref z, 3));
        (z, Unsafe.Add(ref z, 1)) = (ar + br, ai + bi);
        (Unsafe.Add(ref z, 2), Unsafe.Add(ref z, 3)) = (ar - br, ai - bi);
    }
}
