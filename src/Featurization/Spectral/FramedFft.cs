using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>The power spectra of sixteen neighbouring frames of a signal, windowed, in double precision. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>Frames are a quarter of their length apart; the window is a periodic Hann window, <c>0.5 - 0.5 cos(2 pi n / N)</c>: librosa's
/// <c>get_window("hann", fftbins=True)</c>.</para>
/// <para>A real transform of N points is a complex one of N/2 points over (even, odd) pairs, and a step that takes the two apart. The
/// complex transform is radix 4, decimation in frequency, in place and depth first, so that all passes but the first find their data in the
/// nearest cache; its output stays in digit-reversed order, which the last step undoes by table. One frame is in each vector lane, so that
/// nothing is shuffled but the samples on their way in, which the first pass takes straight from the signal.</para>
/// <para>Within 1e-13 of the largest value of a naive transform. No allocation.</para>
/// <para>Source: Cooley and Tukey, Math. Comp. 19, 1965; Sorensen et al., "Real-valued fast Fourier transform algorithms", IEEE TASSP 35,
/// 1987.</para>
/// </remarks>
internal sealed partial class FramedFft
{
    // Values of a row of the first pass: the window at eight samples and three twiddle factors.
    private const int FirstPassRow = 14;

    private readonly int half;
    private readonly int hop;
    private readonly double[] firstPass;
    private readonly LanePasses quarters;
    private readonly Pair[] pairs;
    private readonly int evenPairs;
    private readonly int middlePairs;

    /// <param name="length">Samples of a frame: two times a power of four, at least 128.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is none of these.</exception>
    public FramedFft(int length)
    {
        if (length < 128 || length != 2 << 2 * (int.Log2(length) / 2))
            throw new ArgumentOutOfRangeException(nameof(length), "The length is two times a power of four, at least 128.");
        Length = length;
        half = length / 2;
        hop = length / 4;
        firstPass = FirstPass();
        quarters = new LanePasses(half / 4);
        var all = Enumerable.Range(1, half / 2).Select(PairOf).OrderBy(pair => pair.Position).ToArray();
        pairs = [.. all.Where(pair => pair.Bin % 4 == 0), .. all.Where(pair => pair.Bin % 4 == 2), .. all.Where(pair => pair.Bin % 2 == 1)];
        evenPairs = all.Count(pair => pair.Bin % 4 == 0);
        middlePairs = all.Count(pair => pair.Bin % 4 == 2);
    }

    /// <summary>Samples of a frame.</summary>
    public int Length { get; }

    /// <summary>Values in a spectrum: half the length and one.</summary>
    public int BinCount => half + 1;

    /// <summary>Samples that are read: sixteen frames and, because hops are transposed by eights, five hops that do not count.</summary>
    public int SpanLength => (Lanes.Count + Transpose.Size) * hop;

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => Lanes.Half * Length;

    /// <summary>Computes sixteen power spectra.</summary>
    /// <param name="signal">At least <see cref="SpanLength"/> samples from the first frame's start.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values, best at a multiple of 64 bytes; overwritten.</param>
    /// <param name="power">Receives <c>|X[k]|^2</c> of frame <c>l</c>, rounded to single precision, at <c>[k * 16 + l]</c>;
    /// <c>[BinCount * 16]</c> values.</param>
    /// <exception cref="ArgumentException">A buffer is too short.</exception>
    public void PowerSpectra(ReadOnlySpan<float> signal, Span<double> scratch, Span<float> power)
    {
        if (signal.Length < SpanLength) throw new ArgumentException("The signal is too short.", nameof(signal));
        if (scratch.Length < ScratchLength) throw new ArgumentException("The scratch is too short.", nameof(scratch));
        if (power.Length < BinCount * Lanes.Count) throw new ArgumentException("The spectrum is too short.", nameof(power));
        ref var x = ref MemoryMarshal.GetReference(signal);
        ref var z = ref MemoryMarshal.GetReference(scratch);
        ref var p = ref MemoryMarshal.GetReference(power);
        if (Lanes8.IsSupported) Transform<Lanes8>(ref x, ref z, ref p);
        else if (Lanes4.IsSupported) Transform<Lanes4>(ref x, ref z, ref p);
        else Transform<Lanes2>(ref x, ref z, ref p);
    }

    private double[] FirstPass()
    {
        var twiddles = LanePasses.Twiddles(half);
        var rows = new double[half / 4 * FirstPassRow];
        for (var k = 0; k < half / 4; k++)
        {
            for (var i = 0; i < 8; i++)
            {
                // Half the window, because taking the spectra apart doubles them.
                var n = 2 * k + i / 2 * hop + i % 2;
                rows[k * FirstPassRow + i] = 0.5 * (0.5 - 0.5 * Math.Cos(2 * Math.PI * n / Length));
            }

            twiddles.AsSpan(6 * k, 6).CopyTo(rows.AsSpan(k * FirstPassRow + 8));
        }

        return rows;
    }

    private Pair PairOf(int bin)
    {
        var (sin, cos) = Math.SinCos(-2 * Math.PI * bin / Length);
        return new Pair(LanePasses.Position(bin, half), LanePasses.Position(half - bin, half), bin, cos, sin);
    }

    /// <summary>A frequency below a quarter of the sample rate and its mirror image above.</summary>
    private readonly record struct Pair(int Position, int MirrorPosition, int Bin, double Cos, double Sin);
}
