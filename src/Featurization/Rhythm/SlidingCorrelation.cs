using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Rhythm;

/// <summary>
/// Mean windowed autocorrelations of a series at eight neighbouring lags at once, to within a bound: quick, for finding the lags that are worth the exact sum.
/// Immutable; thread-safe.
/// </summary>
/// <remarks>
/// <para>Wanted is <c>a[lag] = mean over t of r[t] sum over i of x[t + i] x[t + i + lag] w[i] w[i + lag]</c>, with <c>w</c> the periodic Hann window of N
/// points and any factors <c>r[t]</c>. The product of the two windows is a sum of sinusoids: with <c>u = i + lag / 2</c> and <c>h = 2 pi / N</c>,</para>
/// <para><c>4 w[i] w[i + lag] = 1 + cos(h lag) / 2 - 2 cos(h lag / 2) cos(h u) + cos(2 h u) / 2</c>,</para>
/// <para>so that from one t to the next five sums per lag gain a term and lose one, whatever the length of the window.</para>
/// <para>Source: the sliding transform, Jacobsen and Lyons, IEEE Signal Processing Magazine 20(2), 2003.</para>
/// </remarks>
internal sealed class SlidingCorrelation
{
    /// <summary>Lags of a call.</summary>
    public const int LagsAtOnce = 8;

    // Five factors for each t: r alone, and times cosine and sine of h t and of 2 h t.
    private const int FactorsPerWindow = 5;

    // Four sinusoids at eight lags.
    private const int WaveLength = 4 * LagsAtOnce;

    private readonly int length;

    // For k = 0 ... 2 N - 1 the cosines of pi (k + lane) / N, their sines, and both of twice the angle: one row for the eight lags whose phases start at k.
    private readonly double[] table;

    /// <param name="windowLength">N, at least 2.</param>
    public SlidingCorrelation(int windowLength)
    {
        length = windowLength;
        table = new double[2 * length * WaveLength];
        for (var k = 0; k < 2 * length; k++)
        {
            for (var lane = 0; lane < LagsAtOnce; lane++)
            {
                var at = k * WaveLength + lane;
                var (sine, cosine) = Math.SinCos(Math.PI * (k + lane) / length);
                (table[at], table[at + LagsAtOnce]) = (cosine, sine);
                (table[at + 2 * LagsAtOnce], table[at + 3 * LagsAtOnce]) = (2 * cosine * cosine - 1, 2 * sine * cosine);
            }
        }
    }

    /// <summary>Doubles of scratch that a series needs.</summary>
    /// <param name="seriesLength">Its length.</param>
    /// <param name="windows">Windows in it.</param>
    public int ScratchLength(int seriesLength, int windows) => seriesLength + length + LagsAtOnce + FactorsPerWindow * windows;

    /// <summary>Prepares a series.</summary>
    /// <param name="series">The series, at least <c>windows + N + 8</c> long.</param>
    /// <param name="factors">The factors r[t], one for each window.</param>
    /// <param name="scratch">Receives <see cref="ScratchLength"/> values for <see cref="Means"/>.</param>
    /// <returns>How far a mean can be from the exact one.</returns>
    public double Prepare(ReadOnlySpan<double> series, ReadOnlySpan<double> factors, Span<double> scratch)
    {
        var windows = factors.Length;
        if (series.Length < windows + length + LagsAtOnce) throw new ArgumentException("The series is too short.", nameof(series));
        var backwards = scratch[..(series.Length + length + LagsAtOnce)];
        series.CopyTo(backwards);
        backwards[..series.Length].Reverse();
        backwards[series.Length..].Clear();
        var prepared = scratch.Slice(backwards.Length, FactorsPerWindow * windows);
        for (var t = 0; t < windows; t++)
        {
            var factor = factors[t] / windows;
            var wave = table.AsSpan(2 * t % (2 * length) * WaveLength, WaveLength);
            prepared[FactorsPerWindow * t] = factor;
            prepared[FactorsPerWindow * t + 1] = factor * wave[0];
            prepared[FactorsPerWindow * t + 2] = factor * wave[LagsAtOnce];
            prepared[FactorsPerWindow * t + 3] = factor * wave[2 * LagsAtOnce];
            prepared[FactorsPerWindow * t + 4] = factor * wave[3 * LagsAtOnce];
        }

        // No sum of products is ever larger than that of all squares, and every one of the steps rounds a few times.
        const double OfAStep = 16 * 1.2e-16;
        return OfAStep * (windows + length) * TensorPrimitives.SumOfSquares(series) * TensorPrimitives.SumOfMagnitudes(factors) / windows;
    }

    /// <summary>The means at eight lags.</summary>
    /// <param name="series">The series.</param>
    /// <param name="windows">Windows in it.</param>
    /// <param name="scratch">What <see cref="Prepare"/> left.</param>
    /// <param name="firstLag">The least of the lags, at least 0 and below N; where one reaches N, its mean means nothing.</param>
    public Vector512<double> Means(ReadOnlySpan<double> series, int windows, ReadOnlySpan<double> scratch, int firstLag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstLag, length);
        if (series.Length < windows + length + LagsAtOnce || scratch.Length < ScratchLength(series.Length, windows))
            throw new ArgumentException("The series or the scratch is too short.");
        ref var x = ref MemoryMarshal.GetReference(series);
        ref var backwards = ref MemoryMarshal.GetReference(scratch);
        ref var factor = ref Unsafe.Add(ref backwards, series.Length + length + LagsAtOnce);
        ref var waves = ref MemoryMarshal.GetArrayDataReference(table);
        var (s0, s1, s2) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (s3, s4) = (s0, s0);
        var (flat, first, second) = (s0, s0, s0);
        var start = firstLag;
        var end = firstLag;
        for (var m = 0; m < windows + length; m++)
        {
            if (m >= length)
            {
                // A window is whole.
                flat = MultiplyAdd(s0, factor, flat);
                first = MultiplyAdd(s1, Unsafe.Add(ref factor, 1), MultiplyAdd(s2, Unsafe.Add(ref factor, 2), first));
                second = MultiplyAdd(s3, Unsafe.Add(ref factor, 3), MultiplyAdd(s4, Unsafe.Add(ref factor, 4), second));
                factor = ref Unsafe.Add(ref factor, FactorsPerWindow);

                // The product x[n] x[n + lag], n = m - N, leaves.
                var leaving = Vector512.LoadUnsafe(ref x, (nuint)(m - length + firstLag)) * Unsafe.Add(ref x, m - length);
                ref var leavingWave = ref Unsafe.Add(ref waves, start * WaveLength);
                s0 -= leaving;
                s1 -= leaving * At(ref leavingWave, 0);
                s2 -= leaving * At(ref leavingWave, 1);
                s3 -= leaving * At(ref leavingWave, 2);
                s4 -= leaving * At(ref leavingWave, 3);
                start = start + 2 < 2 * length ? start + 2 : start + 2 - 2 * length;
            }

            // The product x[m - lag] x[m] enters. Its phase, 2 m - lag, falls with the lag; that of its mirror image rises, and has the other sine.
            var entering = Vector512.LoadUnsafe(ref backwards, (nuint)(series.Length - 1 - m + firstLag)) * Unsafe.Add(ref x, m);
            ref var wave = ref Unsafe.Add(ref waves, end * WaveLength);
            s0 += entering;
            s1 += entering * At(ref wave, 0);
            s2 -= entering * At(ref wave, 1);
            s3 += entering * At(ref wave, 2);
            s4 -= entering * At(ref wave, 3);
            end = end >= 2 ? end - 2 : end - 2 + 2 * length;
        }

        ref var lags = ref Unsafe.Add(ref waves, firstLag * WaveLength);
        var (half, whole) = (At(ref lags, 0), At(ref lags, 2)); // cos(h lag / 2), cos(h lag)
        return ((Vector512<double>.One + 0.5 * whole) * flat - 2 * half * first + 0.5 * second) * 0.25;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At(ref double wave, nint kind) => Vector512.LoadUnsafe(ref Unsafe.Add(ref wave, kind * LagsAtOnce));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> values, double factor, Vector512<double> sum) =>
        Vector512.MultiplyAddEstimate(values, Vector512.Create(factor), sum);
}
