using System.Numerics.Tensors;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The tempo: the period at which the sum of the auditory channels' envelopes is most like itself. Immutable; thread-safe.</summary>
internal sealed class TempoCurve
{
    private const double Contrast = 0.1;
    private const double Rate = (double)MirToolboxExtractor.SampleRate / GammatoneBank.Decimation;

    private readonly PlanarFft usual = new(1 << 17);
    private readonly Lazy<PlanarFft> longer = new(() => new PlanarFft(1 << 18));
    private readonly double[] weights;

    /// <summary>Builds the tables.</summary>
    public TempoCurve()
    {
        FirstLag = (int)Math.Ceiling(BeatLags.LeastS * Rate);
        LagCount = (int)Math.Ceiling(BeatLags.MostS * Rate) - FirstLag + 1;
        weights = [.. Enumerable.Range(FirstLag, LagCount).Select(lag => BeatLags.Weight(lag / Rate))];
        TensorPrimitives.Divide(weights, TensorPrimitives.Max<double>(weights), weights);
    }

    /// <summary>The first lag, in values of the envelope.</summary>
    public int FirstLag { get; }

    /// <summary>Lags.</summary>
    public int LagCount { get; }

    /// <summary>Doubles of scratch that are needed.</summary>
    /// <param name="samples">Values of the envelope.</param>
    public int ScratchLength(int samples) => 2 * FftFor(samples).Length + FftFor(samples).ScratchLength;

    /// <summary>Computes the weighted and enhanced autocorrelation.</summary>
    /// <param name="envelope">The envelope; overwritten.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="curve">Receives <see cref="LagCount"/> values; all 0 where nothing changes.</param>
    public void Compute(Span<double> envelope, Span<double> scratch, Span<double> curve)
    {
        var fft = FftFor(envelope.Length);
        var re = scratch[..fft.Length];
        var im = scratch.Slice(fft.Length, fft.Length);
        var changes = re[..(envelope.Length - 1)];
        TensorPrimitives.Subtract(envelope[1..], envelope[..^1], changes);
        TensorPrimitives.Subtract(changes, TensorPrimitives.Sum<double>(changes) / changes.Length, changes);
        re[changes.Length..].Clear();
        im.Clear();
        fft.Transform(re, im, scratch[(2 * fft.Length)..]);

        // The autocorrelation is the transform of the power, which is even.
        TensorPrimitives.Multiply(re, re, re);
        TensorPrimitives.MultiplyAdd(im, im, re, re);
        im.Clear();
        fft.Transform(re, im, scratch[(2 * fft.Length)..]);
        if (!(re[0] > 0))
        {
            curve[..LagCount].Clear();
            return;
        }

        TensorPrimitives.Divide(re.Slice(FirstLag, LagCount), re[0], curve);
        TensorPrimitives.Multiply(curve[..LagCount], weights, curve);
        TempoEnhancement.Apply(curve[..LagCount], FirstLag);
    }

    /// <summary>The tempo of a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>Beats per minute; NaN where no peak stands out.</returns>
    public double BeatsPerMinute(ReadOnlySpan<double> curve)
    {
        var scaled = new double[curve.Length];
        PeakPicker.Scale(curve, TensorPrimitives.Min(curve), TensorPrimitives.Max(curve), scaled);
        var peaks = new int[curve.Length / 2 + 1];
        var count = PeakPicker.Find(scaled, Contrast, withEnds: false, peaks);
        if (count == 0) return double.NaN;
        var best = peaks[0];
        foreach (var peak in peaks.AsSpan(1, count - 1))
        {
            if (curve[peak] > curve[best]) best = peak;
        }

        var (before, top, after) = (curve[best - 1], curve[best], curve[best + 1]);
        var offset = (after - before) / (2 * (2 * top - after - before));
        return 60 / ((FirstLag + best + offset) / Rate);
    }

    private PlanarFft FftFor(int samples) => samples + FirstLag + LagCount <= usual.Length ? usual : longer.Value;
}
