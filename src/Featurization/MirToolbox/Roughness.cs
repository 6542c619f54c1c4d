using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>How much the partials of each frame beat against one another. Immutable; thread-safe.</summary>
/// <remarks>Source: Plomp and Levelt, JASA 38, 1965, in the form of Sethares, "Tuning, Timbre, Spectrum, Scale", 1998; summed over all pairs of spectral peaks.</remarks>
internal sealed class Roughness
{
    private const double FrameS = 0.05;
    private const int TransformLength = 4096;
    private const double Contrast = 0.01;
    private const double SlowDecay = 3.51;
    private const double FastDecay = 5.75;
    private const double WidthNumerator = 0.24;
    private const double WidthPerHz = 0.0207;
    private const double WidthAtZero = 18.96;

    // Beyond it a pair adds less than rounding does.
    private const double MostExponent = 45;
    private const double BinHz = (double)MirToolboxExtractor.SampleRate / TransformLength;

    private readonly FramePairs pairs = new(
        new MirFrames(FrameS * MirToolboxExtractor.SampleRate, FrameS * MirToolboxExtractor.SampleRate / 2), TransformLength);

    /// <summary>Frames of a clip.</summary>
    /// <param name="samples">Its length.</param>
    public int Count(int samples) => pairs.Frames.Count(samples);

    /// <summary>Doubles of scratch that are needed.</summary>
    /// <param name="samples">Length of the clip.</param>
    public int ScratchLength(int samples) => (Count(samples) + 1) * pairs.BinCount + Math.Max(pairs.ScratchLength, 5 * pairs.BinCount);

    /// <summary>Computes the roughness of each frame.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="roughness">Receives <see cref="Count"/> values; they grow with the square of the level.</param>
    public void Compute(ReadOnlySpan<float> samples, Span<double> scratch, Span<double> roughness)
    {
        // All frames are kept: peaks stand out from the whole clip's range.
        var rest = scratch[((roughness.Length + 1) * pairs.BinCount)..];
        for (var frame = 0; frame < roughness.Length; frame += 2) pairs.Powers(samples, frame, rest, RowOf(scratch, frame), RowOf(scratch, frame + 1));
        var spectra = scratch[..(roughness.Length * pairs.BinCount)];
        TensorPrimitives.Sqrt(spectra, spectra);
        var (least, most) = (TensorPrimitives.Min(spectra), TensorPrimitives.Max(spectra));
        var scaled = rest[..pairs.BinCount];
        Span<int> peaks = stackalloc int[pairs.BinCount / 2 + 1];
        for (var frame = 0; frame < roughness.Length; frame++)
        {
            var row = RowOf(scratch, frame);
            PeakPicker.Scale(row, least, most, scaled);
            var count = PeakPicker.Find(scaled, Contrast, withEnds: true, peaks);
            roughness[frame] = Sum(row, peaks[..count], rest[pairs.BinCount..]);
        }
    }

    private Span<double> RowOf(Span<double> spectra, int frame) => spectra.Slice(frame * pairs.BinCount, pairs.BinCount);

    private static double Sum(ReadOnlySpan<double> row, ReadOnlySpan<int> peaks, Span<double> scratch)
    {
        var levels = scratch[..peaks.Length];
        var bins = scratch.Slice(peaks.Length, peaks.Length);
        for (var i = 0; i < peaks.Length; i++) (bins[i], levels[i]) = (peaks[i], row[peaks[i]]);
        var slow = scratch.Slice(2 * peaks.Length, peaks.Length);
        var fast = scratch.Slice(3 * peaks.Length, peaks.Length);
        double sum = 0;
        for (var low = 0; low + 1 < peaks.Length; low++)
        {
            var width = BinHz * WidthNumerator / (WidthPerHz * BinHz * peaks[low] + WidthAtZero);
            var reach = peaks[low] + MostExponent / (SlowDecay * width);
            var end = peaks.Length;
            if (peaks[end - 1] > reach)
            {
                for (end = low + 1; peaks[end] <= reach;) end++;
            }

            var s = slow[..(end - low - 1)];
            var f = fast[..(end - low - 1)];
            TensorPrimitives.Subtract(bins[(low + 1)..end], bins[low], f);
            TensorPrimitives.Multiply(f, -SlowDecay * width, s);
            TensorPrimitives.Multiply(f, -FastDecay * width, f);
            TensorPrimitives.Exp(s, s);
            TensorPrimitives.Exp(f, f);
            TensorPrimitives.Subtract(s, f, s);
            sum += levels[low] * TensorPrimitives.Dot(s, levels[(low + 1)..end]);
        }

        return sum;
    }
}
