using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Statistics;

/// <summary>Which frames each texture window covers. Not thread-safe; reused from clip to clip.</summary>
/// <param name="options">Length and hop of the windows.</param>
internal sealed class TextureWindows(FeatureOptions options)
{
    private const double FramesPerSecond = (double)FeatureOptions.SampleRate / FeatureOptions.HopLength;

    private int frameCount;
    private (int First, int End)[] windows = [];

    /// <summary>Number of windows, at least 1: as many as end before the last frame; a clip too short for one is one window.</summary>
    public int Count { get; private set; }

    /// <summary>Lays the windows over a clip.</summary>
    /// <param name="frames">Its frames, at least 1.</param>
    public void Lay(int frames)
    {
        if (frames == frameCount) return;
        frameCount = frames;
        var lastFrameS = (frames - 1) / FramesPerSecond;
        Count = 1 + Math.Max(0, (int)Math.Floor((lastFrameS - options.TextureWindowS) / options.TextureHopS));
        if (windows.Length < Count) windows = new (int, int)[Count];
        for (var window = 0; window < Count; window++)
        {
            var startS = window * options.TextureHopS;
            var first = Math.Min(FirstAt(startS), frames - 1);
            windows[window] = (first, Math.Clamp(FirstAt(startS + options.TextureWindowS), first + 1, frames));
        }
    }

    /// <summary>The frames of a window: those whose centre lies at or after its start and before its end.</summary>
    public Range Frames(int window) => windows[window].First..windows[window].End;

    /// <summary>The mean of each window.</summary>
    /// <param name="frames">One value per frame.</param>
    /// <param name="means">Receives <see cref="Count"/> values.</param>
    public void Average(ReadOnlySpan<float> frames, Span<double> means)
    {
        for (var window = 0; window < Count; window++)
        {
            var (first, end) = windows[window];
            means[window] = Sum(frames[first..end]) / (end - first);
        }
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var (lows, highs) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + Lanes.Count <= values.Length; i += Lanes.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref x, (nuint)i));
            lows += low;
            highs += high;
        }

        var sum = Vector512.Sum(lows + highs);
        for (; i < values.Length; i++) sum += values[i];
        return sum;
    }

    private static int FirstAt(double seconds) => (int)Math.Ceiling(seconds * FramesPerSecond);
}
