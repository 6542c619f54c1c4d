using System.Numerics.Tensors;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The power spectra of a clip's frames, two in one transform. Immutable; thread-safe.</summary>
internal sealed class FramePairs
{
    private readonly PlanarFft fft;
    private readonly double[] window;
    private readonly bool fromLeast;

    /// <param name="frames">The frames.</param>
    /// <param name="transformLength">Samples of the transform, a frame's and zeros behind them: a power of two.</param>
    /// <param name="fromLeast">Whether a frame's least sample is taken off first.</param>
    public FramePairs(MirFrames frames, int transformLength, bool fromLeast = false)
    {
        Frames = frames;
        this.fromLeast = fromLeast;
        fft = new PlanarFft(transformLength);
        window = HammingWindow.Of(frames.Length);
    }

    /// <summary>The frames.</summary>
    public MirFrames Frames { get; }

    /// <summary>Values of a spectrum.</summary>
    public int BinCount => fft.Length / 2 + 1;

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => 2 * fft.Length + fft.ScratchLength;

    /// <summary>Computes two spectra.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="frame">The first of the two frames; the second one may be missing.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="one">Receives the first frame's <c>|X[k]|^2</c>, <see cref="BinCount"/> values.</param>
    /// <param name="other">Receives the second frame's; nothing of worth where it is missing.</param>
    public void Powers(ReadOnlySpan<float> samples, int frame, Span<double> scratch, Span<double> one, Span<double> other)
    {
        var re = scratch[..fft.Length];
        var im = scratch.Slice(fft.Length, fft.Length);
        Load(samples, frame, re);
        Load(samples, frame + 1, im);
        fft.Transform(re, im, scratch[(2 * fft.Length)..]);
        RealSpectra.PowersOfTwo(re, im, one, other);
    }

    private void Load(ReadOnlySpan<float> samples, int frame, Span<double> target)
    {
        var start = Frames.Start(frame);
        if (start + window.Length > samples.Length)
        {
            target.Clear();
            return;
        }

        var source = samples.Slice(start, window.Length);
        var values = target[..window.Length];
        TensorPrimitives.ConvertTruncating<float, double>(source, values);
        if (fromLeast) TensorPrimitives.Subtract(values, TensorPrimitives.Min(source), values);
        TensorPrimitives.Multiply(values, window, values);
        target[window.Length..].Clear();
    }
}
