namespace Cluster.Featurization.Statistics;

/// <summary>Which frames each texture window covers.</summary>
internal sealed class TextureWindows
{
    private readonly int frameCount;
    private readonly double hopFrames;

    /// <param name="frameCount">Frames of the clip, at least 1.</param>
    /// <param name="options">Length and hop of the windows.</param>
    public TextureWindows(int frameCount, FeatureOptions options)
    {
        this.frameCount = frameCount;
        const double FramesPerSecond = (double)FeatureOptions.SampleRate / FeatureOptions.HopLength;
        hopFrames = options.TextureHopS * FramesPerSecond;
        Length = Math.Max(1, (int)Math.Round(options.TextureWindowS * FramesPerSecond));
        Count = 1;
        while (Start(Count) + Length <= frameCount) Count++;
    }

    /// <summary>Frames in a window; a clip shorter than that is one window of all its frames.</summary>
    public int Length { get; }

    /// <summary>Number of windows, at least 1.</summary>
    public int Count { get; }

    /// <summary>First frame of a window.</summary>
    public int Start(int window) => (int)Math.Round(window * hopFrames);

    /// <summary>The mean of each window.</summary>
    /// <param name="frames">One value per frame.</param>
    /// <param name="means">Receives <see cref="Count"/> values.</param>
    public void Average(ReadOnlySpan<float> frames, Span<float> means)
    {
        for (var window = 0; window < Count; window++)
        {
            var start = Start(window);
            var part = frames[start..Math.Min(frameCount, start + Length)];
            double sum = 0;
            foreach (var value in part) sum += value;
            means[window] = (float)(sum / part.Length);
        }
    }
}
