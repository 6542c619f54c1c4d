using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Rhythm;

/// <summary>The onset-strength envelope: how much louder the mel bands become from frame to frame, on average.</summary>
/// <remarks>
/// <c>envelope[t + 2] = mean over b of max(0, L[b, t] - L[b, t - 1])</c> in dB; the first three values are 0. The shift by two frames
/// makes up for the half
/// frame by which centred frames see an onset early.
/// Source: Ellis, "Beat tracking by dynamic programming", JNMR 36, 2007; equals librosa <c>onset_strength</c> with its defaults.
/// </remarks>
internal static class OnsetStrength
{
    private const int Shift = FeatureOptions.FrameLength / (2 * FeatureOptions.HopLength);

    /// <summary>Computes the envelope.</summary>
    /// <param name="levels">Mel levels in dB: band <c>b</c> of frame <c>t</c> at <c>[b * stride + t]</c>; 16 values that are not used
    /// follow the last.</param>
    /// <param name="bandCount">Number of bands.</param>
    /// <param name="stride">Distance between bands: the frames, rounded up to whole tiles.</param>
    /// <param name="envelope">Receives one value per frame, at least 0.</param>
    public static void Compute(ReadOnlySpan<float> levels, int bandCount, int stride, Span<float> envelope)
    {
        ref var x = ref MemoryMarshal.GetReference(levels);
        if (levels.Length < bandCount * stride + Lanes.Count) throw new ArgumentException("The levels are too short.", nameof(levels));
        envelope.Clear();
        var last = envelope.Length - Shift; // frames from here on would fall off the end
        Span<float> flux = stackalloc float[Lanes.Count];
        for (var t = 1; t < last; t += Lanes.Count)
        {
            Sum(ref x, bandCount, stride, t, flux);
            for (var i = t; i < Math.Min(t + Lanes.Count, last); i++) envelope[i + Shift] = flux[i - t];
        }
    }

    private static void Sum(ref float x, int bandCount, int stride, int start, Span<float> flux)
    {
        var sum = Vector512<float>.Zero;
        for (var b = 0; b < bandCount; b++)
        {
            var here = Vector512.LoadUnsafe(ref x, (nuint)(b * stride + start));
            var before = Vector512.LoadUnsafe(ref x, (nuint)(b * stride + start - 1));
            sum += Vector512.MaxNative(here - before, Vector512<float>.Zero);
        }

        (sum / bandCount).CopyTo(flux);
    }
}
