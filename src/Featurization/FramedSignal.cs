using System.Numerics.Tensors;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization;

/// <summary>A clip's samples as frames are cut from them: half a frame of zeros first, as much as the last tile reads behind.</summary>
internal static class FramedSignal
{
    /// <summary>Frames of a clip whose buffers are kept for the next one; larger ones are let go, so that one long stretch does not hold memory for good.</summary>
    public const int MostKeptFrames = 8192;

    /// <summary>Frames of a clip.</summary>
    /// <param name="samples">Its length.</param>
    public static int FramesOf(int samples) => 1 + samples / FeatureOptions.HopLength;

    /// <summary>Puts a clip's samples in place.</summary>
    /// <param name="samples">Mono at <see cref="FeatureOptions.SampleRate"/>.</param>
    /// <param name="gain">What they are multiplied with.</param>
    /// <param name="fft">The transform, for what it reads.</param>
    /// <param name="target">Receives them.</param>
    /// <returns>The samples between their zeros.</returns>
    public static Span<float> Load(ReadOnlySpan<float> samples, float gain, FramedFft fft, AlignedArray<float> target)
    {
        const int Lead = FeatureOptions.FrameLength / 2;
        var stride = Lanes.PaddedFrames(FramesOf(samples.Length));
        var padded = target.Take((stride - Lanes.Count) * FeatureOptions.HopLength + fft.SpanLength);
        padded[..Lead].Clear();
        TensorPrimitives.Multiply(samples, gain, padded[Lead..]);
        padded[(Lead + samples.Length)..].Clear();
        return padded;
    }
}
