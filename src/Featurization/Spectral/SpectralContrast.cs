using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>Peaks and valleys of seven octave-wide bands of magnitude spectra. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>Bands lie between 0, 200, 400 ... 6400 Hz and the Nyquist frequency, both ends included; every band but the first takes one bin
/// below it, every one
/// but the last drops its top bin. Valley and peak are the means of the <c>max(1, round(0.02 n))</c> smallest and largest magnitudes,
/// where n counts the
/// bins before one is dropped; contrast is their distance in dB.</para>
/// <para>Source: Jiang et al., "Music type classification by spectral contrast feature", ICME 2002; equals librosa
/// <c>spectral_contrast</c> with its defaults.</para>
/// </remarks>
internal sealed class SpectralContrast
{
    /// <summary>Number of bands.</summary>
    public const int BandCount = 7;

    private const double LowestEdgeHz = 200;
    private const double Quantile = 0.02;

    private readonly Band[] bands = new Band[BandCount];
    private readonly int longestBand;

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
            bands[band] = new Band(first, isLast ? last + 1 : last, kept);
            longestBand = Math.Max(longestBand, bands[band].End - bands[band].First);
        }
    }

    /// <summary>Finds peaks and valleys in sixteen frames.</summary>
    /// <param name="magnitude">Magnitudes, <c>[binCount * 16]</c>.</param>
    /// <param name="peaks">Receives the peak of band <c>b</c> at <c>[b * stride ... + 16]</c>.</param>
    /// <param name="valleys">Receives the valleys likewise.</param>
    /// <param name="stride">Distance between bands in the outputs; at least 16.</param>
    public void Compute(ReadOnlySpan<float> magnitude, Span<float> peaks, Span<float> valleys, int stride)
    {
        Span<float> rest = stackalloc float[longestBand * Lanes.Count];
        for (var b = 0; b < BandCount; b++)
        {
            var band = bands[b];
            var bins = magnitude[(band.First * Lanes.Count)..(band.End * Lanes.Count)];
            MeanOfFirst<Ascending>(bins, rest, band.Kept).CopyTo(valleys[(b * stride)..]);
            MeanOfFirst<Descending>(bins, rest, band.Kept).CopyTo(peaks[(b * stride)..]);
        }
    }

    /// <summary>The mean of the first values in an order, in every lane.</summary>
    private static Vector512<float> MeanOfFirst<TOrder>(ReadOnlySpan<float> bins, Span<float> rest, int kept)
        where TOrder : IOrder
    {
        // Three at a time stay in registers; what they leave over is the input of the next three.
        var sum = Vector512<float>.Zero;
        for (var done = 0; done < kept; done += 3)
        {
            var isLast = done + 3 >= kept;
            var (first, second, third) = TakeThree<TOrder>(done == 0 ? bins : rest[..bins.Length], rest, isLast);
            sum += first;
            if (done + 1 < kept) sum += second;
            if (done + 2 < kept) sum += third;
        }

        return sum / kept;
    }

    /// <summary>One step of insertion sort per bin: a value pushes its way in, and what falls off the end goes on.</summary>
    private static (Vector512<float> First, Vector512<float> Second, Vector512<float> Third) TakeThree<TOrder>(
        ReadOnlySpan<float> source, Span<float> rest, bool isLast)
        where TOrder : IOrder
    {
        ref var x = ref MemoryMarshal.GetReference(source);
        ref var y = ref MemoryMarshal.GetReference(rest);
        var first = TOrder.Last;
        var (second, third) = (first, first);
        for (nuint i = 0; i < (nuint)source.Length; i += Lanes.Count)
        {
            var value = Vector512.LoadUnsafe(ref x, i);
            (first, value) = (TOrder.Earlier(first, value), TOrder.Later(first, value));
            (second, value) = (TOrder.Earlier(second, value), TOrder.Later(second, value));
            (third, value) = (TOrder.Earlier(third, value), TOrder.Later(third, value));
            if (!isLast) value.StoreUnsafe(ref y, i);
        }

        return (first, second, third);
    }

    private readonly record struct Band(int First, int End, int Kept);

    private interface IOrder
    {
        static abstract Vector512<float> Last { get; }

        static abstract Vector512<float> Earlier(Vector512<float> a, Vector512<float> b);

        static abstract Vector512<float> Later(Vector512<float> a, Vector512<float> b);
    }

    private readonly struct Ascending : IOrder
    {
        public static Vector512<float> Last => Vector512.Create(float.PositiveInfinity);

        public static Vector512<float> Earlier(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);

        public static Vector512<float> Later(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);
    }

    private readonly struct Descending : IOrder
    {
        public static Vector512<float> Last => Vector512.Create(float.NegativeInfinity);

        public static Vector512<float> Earlier(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

        public static Vector512<float> Later(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);
    }
}
