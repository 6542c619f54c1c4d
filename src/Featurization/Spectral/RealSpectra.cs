using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Spectral;

/// <summary>Takes the spectra of real signals out of a complex transform (<see cref="PlanarFft"/>). No allocation.</summary>
/// <remarks>Source: Sorensen et al., "Real-valued fast Fourier transform algorithms", IEEE TASSP 35, 1987.</remarks>
internal static class RealSpectra
{
    private const int Lanes = 4;
    private const int BlockLength = 1024;

    /// <summary>The power of two signals, one of which was the real part and the other the imaginary part.</summary>
    /// <param name="re">Real parts of the transform, of length n.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="one">Receives <c>|X[k]|^2</c> of the one; at most n / 2 + 1 values, from k = 0.</param>
    /// <param name="other">Receives that of the other; as many.</param>
    public static void PowersOfTwo(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> one, Span<double> other)
    {
        var n = re.Length;
        (one[0], other[0]) = (re[0] * re[0], im[0] * im[0]);
        ref var x = ref MemoryMarshal.GetReference(re);
        ref var y = ref MemoryMarshal.GetReference(im);
        ref var p = ref MemoryMarshal.GetReference(one);
        ref var q = ref MemoryMarshal.GetReference(other);
        var quarter = Vector256.Create(0.25);
        var k = 1;
        for (; k + Lanes <= one.Length; k += Lanes)
        {
            var (zr, zi) = (Vector256.LoadUnsafe(ref x, (nuint)k), Vector256.LoadUnsafe(ref y, (nuint)k));
            var (mr, mi) = (Mirrored(ref x, n - k), Mirrored(ref y, n - k));
            var (ar, ai, br, bi) = (zr + mr, zi - mi, zi + mi, mr - zr);
            ((ar * ar + ai * ai) * quarter).StoreUnsafe(ref p, (nuint)k);
            ((br * br + bi * bi) * quarter).StoreUnsafe(ref q, (nuint)k);
        }

        for (; k < one.Length; k++)
        {
            var (ar, ai, br, bi) = (re[k] + re[n - k], im[k] - im[n - k], im[k] + im[n - k], re[n - k] - re[k]);
            one[k] = (ar * ar + ai * ai) * 0.25;
            other[k] = (br * br + bi * bi) * 0.25;
        }
    }

    /// <summary>The magnitudes of a signal whose even samples were the real part and whose odd ones the imaginary part.</summary>
    /// <param name="re">Real parts of the transform, of length n, a multiple of 2048.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="magnitudes">Receives <c>|X[k]|</c> for k = 0 to n.</param>
    public static void MagnitudesOfInterleaved(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> magnitudes)
    {
        var n = re.Length;
        magnitudes[0] = Math.Abs(re[0] + im[0]);
        magnitudes[n] = Math.Abs(re[0] - im[0]);
        ref var x = ref MemoryMarshal.GetReference(re);
        ref var y = ref MemoryMarshal.GetReference(im);
        ref var m = ref MemoryMarshal.GetReference(magnitudes);
        Span<double> buffer = stackalloc double[2 * BlockLength];
        var cosines = buffer[..BlockLength];
        var sines = buffer[BlockLength..];
        var half = Vector256.Create(0.5);
        for (var start = 0; start < n / 2; start += BlockLength)
        {
            Rotations(n, start, cosines, sines);
            for (var i = 0; i < BlockLength; i += Lanes)
            {
                // The vectors stand one bin on, so that the mirror image of bin 0 is never asked for.
                var k = start + i + 1;
                var (zr, zi) = (Vector256.LoadUnsafe(ref x, (nuint)k), Vector256.LoadUnsafe(ref y, (nuint)k));
                var (mr, mi) = (Mirrored(ref x, n - k), Mirrored(ref y, n - k));
                var (er, ei, or, oi) = (zr + mr, zi - mi, zi + mi, mr - zr);
                var (cos, sin) = (Vector256.LoadUnsafe(ref cosines[0], (nuint)i), Vector256.LoadUnsafe(ref sines[0], (nuint)i));
                var (tr, ti) = (or * cos - oi * sin, or * sin + oi * cos);
                var (pr, pi, qr, qi) = (er + tr, ei + ti, er - tr, ei - ti);
                (Vector256.Sqrt(pr * pr + pi * pi) * half).StoreUnsafe(ref m, (nuint)k);
                Reversed(Vector256.Sqrt(qr * qr + qi * qi) * half).StoreUnsafe(ref m, (nuint)(n - k - (Lanes - 1)));
            }
        }
    }

    /// <summary>Cuts off all that lies above a bin, from a signal whose even samples were the real part and whose odd ones the imaginary part.</summary>
    /// <param name="re">Real parts of the transform, of length n, a multiple of 2048; changed.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="last">The last bin that stays, of n + 1; more than n / 2.</param>
    /// <remarks>Bins whose mirror image stays are left as they are; of the others, even and odd samples' parts are put together, halved, and taken apart.</remarks>
    public static void CutAbove(Span<double> re, Span<double> im, int last)
    {
        var n = re.Length;
        Span<double> buffer = stackalloc double[2 * BlockLength];
        var cosines = buffer[..BlockLength];
        var sines = buffer[BlockLength..];

        // Bin n itself, half the sample rate, is the difference of even and odd sums, both real.
        (re[0], im[0]) = ((re[0] + im[0]) / 2, (re[0] + im[0]) / 2);
        for (var start = 0; start < n - 1 - last; start += BlockLength)
        {
            Rotations(n, start, cosines, sines);
            for (var i = 0; i < Math.Min(BlockLength, n - 1 - last - start); i++)
            {
                var (k, mirror) = (start + i + 1, n - start - i - 1);
                var (er, ei, or, oi) = (re[k] + re[mirror], im[k] - im[mirror], im[k] + im[mirror], re[mirror] - re[k]);
                var (cos, sin) = (cosines[i], sines[i]);

                // Twice the bin below: E + W O. Its mirror image, E - W O, is what goes: half of the sum stays in E, half of it, turned back, in O.
                var (xr, xi) = ((er + or * cos - oi * sin) / 2, (ei + or * sin + oi * cos) / 2);
                (er, ei, or, oi) = (xr / 2, xi / 2, (xr * cos + xi * sin) / 2, (xi * cos - xr * sin) / 2);
                (re[k], im[k]) = (er - oi, ei + or);
                (re[mirror], im[mirror]) = (er + oi, or - ei);
            }
        }
    }

    /// <summary>Cosines and sines of <c>-pi (start + 1 + i) / n</c>.</summary>
    private static void Rotations(int n, int start, Span<double> cosines, Span<double> sines)
    {
        const int Step = 32;
        Span<double> table = stackalloc double[2 * Step];
        for (var i = 0; i < Step; i++) (table[Step + i], table[i]) = Math.SinCos(-Math.PI * i / n);
        for (var coarse = 0; coarse < cosines.Length; coarse += Step)
        {
            var (sin, cos) = Math.SinCos(-Math.PI * (start + 1 + coarse) / n);
            for (var i = 0; i < Step; i++)
            {
                cosines[coarse + i] = cos * table[i] - sin * table[Step + i];
                sines[coarse + i] = sin * table[i] + cos * table[Step + i];
            }
        }
    }

    /// <summary>Values <c>at, at - 1, at - 2, at - 3</c>.</summary>
    private static Vector256<double> Mirrored(ref double values, int at) => Reversed(Vector256.LoadUnsafe(ref values, (nuint)(at - (Lanes - 1))));

    private static Vector256<double> Reversed(Vector256<double> value) => Vector256.Shuffle(value, Vector256.Create(3L, 2, 1, 0));
}
