using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The pitch classes of a whole clip. Immutable; thread-safe.</summary>
/// <remarks>
/// The toolbox scales the clip to 0 to 1 before it windows and transforms it. The scale falls out; the offset takes the window's own transform off, times the
/// least sample. That matters little and only to bins that are loud enough to count, so that it is worked out for these alone, in closed form: a window of
/// cosines is three geometric series.
/// </remarks>
internal sealed class LongChroma
{
    private const double WindowMean = 0.54;
    private const double WindowSide = 0.23;
    private const int Half = LongSpectrum.TransformLength / 2;

    private readonly ChromaTones tones = new(LongSpectrum.BinHz);

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => tones.BinCount;

    /// <summary>Computes the classes.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="magnitudes">Its long spectrum.</param>
    /// <param name="parts">What is left of that spectrum's transform: that of even samples plus i times that of odd ones.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="chroma">Receives twelve values.</param>
    public void Compute(ReadOnlySpan<float> samples, ReadOnlySpan<double> magnitudes, ReadOnlySpan<double> parts, Span<double> scratch, Span<double> chroma)
    {
        double least = TensorPrimitives.Min(samples), greatest = TensorPrimitives.Max(samples);
        var powers = scratch[..tones.BinCount];
        powers.Clear();
        if (greatest > least)
        {
            // No bin moves by more than this.
            var reach = 1.01 * Math.Abs(least) / Math.Sin(Math.PI * tones.FirstBin / LongSpectrum.TransformLength);
            var inRange = magnitudes.Slice(tones.FirstBin, tones.BinCount);
            var enough = Math.Sqrt(ChromaTones.LeastShare) * (TensorPrimitives.Max(inRange) - reach) - reach;
            for (var i = 0; i < inRange.Length; i++)
            {
                if (inRange[i] >= enough) powers[i] = Power(tones.FirstBin + i, samples.Length, least, parts);
            }
        }

        tones.Fold(powers, chroma);
    }

    private static double Power(int bin, int length, double offset, ReadOnlySpan<double> parts)
    {
        var even = parts[..Half];
        var odd = parts.Slice(Half, Half);
        var (sin, cos) = Math.SinCos(-Math.PI * bin / Half);
        var mirror = Half - bin;
        var (er, ei, or, oi) = (even[bin] + even[mirror], odd[bin] - odd[mirror], odd[bin] + odd[mirror], even[mirror] - even[bin]);
        var (xr, xi) = ((er + or * cos - oi * sin) / 2, (ei + or * sin + oi * cos) / 2);

        var turn = 2 * Math.PI / (length - 1);
        var angle = 2 * Math.PI * bin / LongSpectrum.TransformLength;
        var end = 2 * Math.PI * ((long)bin * length % LongSpectrum.TransformLength) / LongSpectrum.TransformLength;
        var (ar, ai) = Series(angle, end);
        var (br, bi) = Series(angle + turn, end + turn);
        var (cr, ci) = Series(angle - turn, end - turn);
        var re = xr - offset * (WindowMean * ar - WindowSide * (br + cr));
        var im = xi - offset * (WindowMean * ai - WindowSide * (bi + ci));
        return re * re + im * im;
    }

    /// <summary><c>(1 - exp(-i end)) / (1 - exp(-i angle))</c>, whose denominator's inverse is <c>1/2 - i/2 cot(angle / 2)</c>.</summary>
    private static (double Re, double Im) Series(double angle, double end)
    {
        var (sin, cos) = Math.SinCos(end);
        var cotangent = 1 / Math.Tan(angle / 2);
        var (re, im) = (1 - cos, sin);
        return ((re + im * cotangent) / 2, (im - re * cotangent) / 2);
    }
}
