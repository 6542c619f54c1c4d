using System.Numerics.Tensors;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization.MirToolbox;

/// <summary>How strongly the loudness of 24 critical bands fluctuates, at all rates up to 10 Hz. Immutable; thread-safe.</summary>
/// <remarks>
/// Sources: Terhardt, Hearing Research 1, 1979 (the outer ear); Zwicker, JASA 33, 1961 (critical bands); Schroeder, Atal and Hall, JASA 66, 1979 (spread of
/// masking); Fastl, Hearing Research 8, 1982 (sensitivity to fluctuation); Pampalk, Rauber and Merkl, ACM Multimedia 2002 (all of them together).
/// </remarks>
internal sealed class Fluctuation
{
    private const double FrameS = 0.023;
    private const double FrameRate = 80;
    private const int TransformLength = 1024;
    private const int LeastTransform = 8000;
    private const double MostHz = 10;
    private const double Floor = 1e-16;

    private static readonly int[] UpperEdgesHz =
        [100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300, 6400, 7700, 9500, 12_000, 15_500];

    private readonly FramePairs pairs = new(
        new MirFrames(FrameS * MirToolboxExtractor.SampleRate, MirToolboxExtractor.SampleRate / FrameRate), TransformLength);

    private readonly PlanarFft fft = new((int)System.Numerics.BitOperations.RoundUpToPowerOf2(LeastTransform));
    private readonly double[] outerEar;
    private readonly int[] firstBins;
    private readonly double[] spread;
    private readonly double[] sensitivity;

    /// <summary>Builds the tables.</summary>
    public Fluctuation()
    {
        var binHz = (double)MirToolboxExtractor.SampleRate / TransformLength;
        outerEar = [.. Enumerable.Range(0, pairs.BinCount).Select(bin => bin == 0 ? 0 : OuterEar(bin * binHz / 1000))];
        firstBins = [0, .. UpperEdgesHz.Select(edge => (int)(edge / binHz) + 1)];
        var bands = UpperEdgesHz.Length;
        spread = [.. from i in Enumerable.Range(0, bands) from j in Enumerable.Range(0, bands) select Spread(i - j + 0.474)];
        var stepHz = FrameRate / fft.Length;
        sensitivity = [.. Enumerable.Range(0, (int)Math.Ceiling(MostHz / stepHz) + 1).Select(bin => Sensitivity(bin * stepHz))];
    }

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => (UpperEdgesHz.Length + 2) * fft.Length + Math.Max(pairs.ScratchLength + 2 * pairs.BinCount, fft.ScratchLength);

    /// <summary>Computes the mean over rates and bands.</summary>
    /// <param name="samples">The clip; at most 102 s.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    public double Mean(ReadOnlySpan<float> samples, Span<double> scratch)
    {
        var bands = UpperEdgesHz.Length;
        var levels = scratch[..(bands * fft.Length)];
        levels.Clear();
        var frames = pairs.Frames.Count(samples.Length);
        FillLevels(samples, frames, levels, scratch[levels.Length..]);

        double sum = 0;
        var one = scratch.Slice(levels.Length, sensitivity.Length);
        var other = scratch.Slice(levels.Length + fft.Length, sensitivity.Length);
        for (var band = 0; band < bands; band += 2)
        {
            var re = levels.Slice(band * fft.Length, fft.Length);
            var im = levels.Slice((band + 1) * fft.Length, fft.Length);
            fft.Transform(re, im, scratch[(levels.Length + 2 * fft.Length)..]);
            RealSpectra.PowersOfTwo(re, im, one, other);
            TensorPrimitives.Sqrt(one, one);
            TensorPrimitives.Sqrt(other, other);
            sum += TensorPrimitives.Dot(one, sensitivity) + TensorPrimitives.Dot(other, sensitivity);
        }

        var durationS = (double)(pairs.Frames.Start(frames - 1) + pairs.Frames.Length - 1) / MirToolboxExtractor.SampleRate;
        return sum / durationS / (bands * sensitivity.Length);
    }

    /// <summary>The level in dB of each band in each frame, a row for each band.</summary>
    private void FillLevels(ReadOnlySpan<float> samples, int frames, Span<double> levels, Span<double> scratch)
    {
        var one = scratch[..pairs.BinCount];
        var other = scratch.Slice(pairs.BinCount, pairs.BinCount);
        for (var frame = 0; frame < frames; frame += 2)
        {
            pairs.Powers(samples, frame, scratch[(2 * pairs.BinCount)..], one, other);
            Excite(one, levels[frame..]);
            if (frame + 1 < frames) Excite(other, levels[(frame + 1)..]);
        }
    }

    private void Excite(ReadOnlySpan<double> power, Span<double> levels)
    {
        var bands = UpperEdgesHz.Length;
        Span<double> energies = stackalloc double[UpperEdgesHz.Length];
        for (var band = 0; band < bands; band++)
        {
            var bins = firstBins[band]..Math.Min(firstBins[band + 1], power.Length);
            energies[band] = TensorPrimitives.Dot(power[bins], outerEar.AsSpan(bins));
        }

        for (var band = 0; band < bands; band++)
            levels[band * fft.Length] = 10 * Math.Log10(TensorPrimitives.Dot(energies, spread.AsSpan(band * bands, bands)) + Floor);
    }

    /// <summary>The outer ear's factor on power.</summary>
    private static double OuterEar(double kilohertz)
    {
        var db = -3.64 * Math.Pow(kilohertz, -0.8) + 6.5 * Math.Exp(-0.6 * (kilohertz - 3.3) * (kilohertz - 3.3)) - 0.001 * Math.Pow(kilohertz, 4);
        return Math.Pow(10, db / 10);
    }

    private static double Spread(double distance) => Math.Pow(10, (15.81 + 7.5 * distance - 17.5 * Math.Sqrt(1 + distance * distance)) / 10);

    private static double Sensitivity(double hz) => Math.Max(0, Math.Min(hz / 4, 1 - 0.3 * (hz - 4) / 6));
}
