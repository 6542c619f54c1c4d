using System.Numerics.Tensors;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The magnitude spectrum of a whole clip under one window. Immutable; thread-safe.</summary>
internal sealed class LongSpectrum
{
    /// <summary>Samples of the transform, the clip's and zeros behind them.</summary>
    public const int TransformLength = 1 << 21;

    /// <summary>Values of the spectrum, from 0 Hz to half the sample rate.</summary>
    public const int BinCount = TransformLength / 2 + 1;

    /// <summary>Distance between bins in Hz.</summary>
    public const double BinHz = (double)MirToolboxExtractor.SampleRate / TransformLength;

    private const double BandLimitHz = 16_000;
    private const double FullScale = 32_768;

    private readonly PlanarFft fft = new(TransformLength / 2);

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => fft.ScratchLength;

    /// <summary>Computes the magnitudes.</summary>
    /// <param name="samples">The clip; at most <see cref="TransformLength"/> samples.</param>
    /// <param name="parts">Room for <see cref="TransformLength"/> values; overwritten.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="magnitudes">Receives <see cref="BinCount"/> values.</param>
    public void Magnitudes(ReadOnlySpan<float> samples, Span<double> parts, Span<double> scratch, Span<double> magnitudes)
    {
        var even = parts[..fft.Length];
        var odd = parts.Slice(fft.Length, fft.Length);
        HammingWindow.Deinterleave(samples, even, odd);
        fft.Transform(even, odd, scratch);
        RealSpectra.MagnitudesOfInterleaved(even, odd, magnitudes);
    }

    /// <summary>Cuts off what lies above 16 kHz and rounds to 16 bit: the bandwidth and the noise floor of the recordings behind the table.</summary>
    /// <param name="samples">The clip; changed.</param>
    /// <param name="parts">As above.</param>
    /// <param name="scratch">As above.</param>
    /// <remarks>All bins of the clip's transform above the limit become 0, those at it stay. Halves of a step are rounded to even ones.</remarks>
    public void LimitBand(Span<float> samples, Span<double> parts, Span<double> scratch)
    {
        var even = parts[..fft.Length];
        var odd = parts.Slice(fft.Length, fft.Length);
        var (evens, odds) = ((samples.Length + 1) / 2, samples.Length / 2);
        Channels.Take(samples[..(2 * odds)], 0, 2, even[..odds]);
        Channels.Take(samples[..(2 * odds)], 1, 2, odd[..odds]);
        if (evens > odds) even[odds] = samples[^1];
        even[evens..].Clear();
        odd[odds..].Clear();
        fft.Transform(even, odd, scratch);
        RealSpectra.CutAbove(even, odd, (int)(BandLimitHz / BinHz));
        fft.Transform(odd, even, scratch);

        RoundTo16Bit(even[..evens], samples, 0);
        RoundTo16Bit(odd[..odds], samples, 1);
    }

    private void RoundTo16Bit(Span<double> values, Span<float> samples, int offset)
    {
        TensorPrimitives.Multiply(values, FullScale / fft.Length, values);
        TensorPrimitives.Round(values, values);
        TensorPrimitives.Clamp(values, -FullScale, FullScale - 1, values);
        TensorPrimitives.Multiply(values, 1 / FullScale, values);
        for (var i = 0; i < values.Length; i++) samples[2 * i + offset] = (float)values[i];
    }
}
