using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>Peaks and valleys of seven octave-wide bands of magnitude spectra. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>Bands lie between 0, 200, 400 ... 6400 Hz and the Nyquist frequency, both ends included; every band but the first takes one bin below it, every one
/// but the last drops its top bin. Valley and peak are the means of the <c>max(1, round(0.02 n))</c> smallest and largest magnitudes, where n counts the
/// bins before one is dropped; contrast is their distance in dB.</para>
/// <para>Source: Jiang et al., "Music type classification by spectral contrast feature", ICME 2002; equals librosa <c>spectral_contrast</c> with its defaults.</para>
/// </remarks>
internal sealed class SpectralContrast
{
    /// <summary>Number of bands.</summary>
    public const int BandCount = 7;

    private const double LowestEdgeHz = 200;
    private const double Quantile = 0.02;
    private const int MostKept = 64;

    private readonly Band[] bands = new Band[BandCount];

    /// <param name="binCount">Values in a spectrum.</param>
    /// <param name="binHz">Distance between them in Hz.</param>
    public SpectralContrast(int binCount, double binHz)
    {
        for (var band = 0; band < BandCount; band++)
        {
            var lowHz = band == 0 ? 0 : LowestEdgeHz * (1 << (band - 1));
            var highHz = LowestEdgeHz * (1 << band);
            var isLast = band == BandCount - 1;
            var first = (int)Math.Ceiling(lowHz / binHz) - (band > 0 ? 1 : 0);
            var last = isLast ? binCount - 1 : (int)Math.Floor(highHz / binHz);
            var kept = Math.Max(1, (int)Math.Round(Quantile * (last - first + 1), MidpointRounding.ToEven));
            bands[band] = new Band(first, isLast ? last + 1 : last, Math.Min(kept, MostKept));
        }
    }

    /// <summary>Finds peaks and valleys in sixteen frames.</summary>
    /// <param name="magnitude">Magnitudes, <c>[binCount * 16]</c>.</param>
    /// <param name="peaks">Receives the peak of band <c>b</c> at <c>[b * stride ... + 16]</c>.</param>
    /// <param name="valleys">Receives the valleys likewise.</param>
    /// <param name="stride">Distance between bands in the outputs; at least 16.</param>
    public void Compute(ReadOnlySpan<float> magnitude, Span<float> peaks, Span<float> valleys, int stride)
    {
        ref var m = ref MemoryMarshal.GetReference(magnitude);
        Span<Vector512<float>> smallest = stackalloc Vector512<float>[MostKept];
        Span<Vector512<float>> largest = stackalloc Vector512<float>[MostKept];
        for (var b = 0; b < BandCount; b++)
        {
            var band = bands[b];
            var low = smallest[..band.Kept];
            var high = largest[..band.Kept];
            low.Fill(Vector512.Create(float.PositiveInfinity));
            high.Fill(Vector512.Create(float.NegativeInfinity));
            for (var k = band.First; k < band.End; k++) Insert(Vector512.LoadUnsafe(ref m, (nuint)(k * Lanes.Count)), low, high);
            Mean(low).CopyTo(valleys[(b * stride)..]);
            Mean(high).CopyTo(peaks[(b * stride)..]);
        }
    }

    /// <summary>One step of insertion sort into both lists, in all lanes: a value pushes its way in, and what falls off the end is forgotten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(Vector512<float> value, Span<Vector512<float>> low, Span<Vector512<float>> high)
    {
        var (down, up) = (value, value);
        for (var i = 0; i < low.Length; i++)
        {
            var (l, h) = (low[i], high[i]);
            low[i] = Vector512.MinNative(l, down);
            down = Vector512.MaxNative(l, down);
            high[i] = Vector512.MaxNative(h, up);
            up = Vector512.MinNative(h, up);
        }
    }

    private static Vector512<float> Mean(ReadOnlySpan<Vector512<float>> values)
    {
        var sum = Vector512<float>.Zero;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private readonly record struct Band(int First, int End, int Kept);
}
