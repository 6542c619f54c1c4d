namespace Cluster.Featurization.Statistics;

/// <summary>Which frames each texture window covers.</summary>
internal sealed class TextureWindows
{
    private const double FramesPerSecond = (double)FeatureOptions.SampleRate / FeatureOptions.HopLength;

    private readonly int frameCount;
    private readonly FeatureOptions options;

    /// <param name="frameCount">Frames of the clip, at least 1.</param>
    /// <param name="options">Length and hop of the windows.</param>
    public TextureWindows(int frameCount, FeatureOptions options)
    {
        this.frameCount = frameCount;
        this.options = options;
        var lastFrameS = (frameCount - 1) / FramesPerSecond;
        Count = 1 + Math.Max(0, (int)Math.Floor((lastFrameS - options.TextureWindowS) / options.TextureHopS));
    }

    /// <summary>Number of windows, at least 1: as many as end before the last frame; a clip too short for one is one window.</summary>
    public int Count { get; }

    /// <summary>The frames of a window: those whose centre lies at or after its start and before its end.</summary>
    public Range Frames(int window)
    {
        var startS = window * options.TextureHopS;
        var first = Math.Min(FirstAt(startS), frameCount - 1);
        return first..Math.Clamp(FirstAt(startS + options.TextureWindowS), first + 1, frameCount);
    }

    /// <summary>The mean of each window.</summary>
    /// <param name="frames">One value per frame.</param>
    /// <param name="means">Receives <see cref="Count"/> values.</param>
    public void Average(ReadOnlySpan<float> frames, Span<double> means)
    {
        for (var window = 0; window < Count; window++)
        {
            var part = frames[..frameCount][Frames(window)];
            double sum = 0;
            foreach (var value in part) sum += value;
            means[window] = sum / part.Length;
        }
    }

    private static int FirstAt(double seconds) => (int)Math.Ceiling(seconds * FramesPerSecond);
}
