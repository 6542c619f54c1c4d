using Cluster.Featurization.Loudness;
using Cluster.Featurization.Resampling;

namespace Cluster.Featurization;

/// <summary>What the reading of one file needs and the next file can use again. Not thread-safe.</summary>
internal sealed class StreamBuffers
{
    // 64 MiB, enough for clips of five minutes; more is let go after use, so that one long stretch does not hold memory for good.
    private const int MostKeptSamples = 1 << 24;

    private (int Rate, int Channels, int TargetRate) shape;
    private Resampler? resampler;
    private LoudnessMeter? loudness;
    private float[] block = [];
    private float[] mono = [];

    /// <summary>Samples at the clips' rate that a clip may still need.</summary>
    public float[] Kept { get; set; } = [];

    /// <summary>Values held; for tests of bounded memory.</summary>
    public int Capacity => block.Length + mono.Length + Kept.Length + (resampler?.Capacity ?? 0) + (loudness?.Capacity ?? 0);

    /// <summary>The resampler to the clips' rate, at the start of a stream.</summary>
    public Resampler Resampler => resampler ?? throw new InvalidOperationException("No stream was started.");

    /// <summary>The loudness meter, at the start of a stream.</summary>
    public LoudnessMeter Loudness => loudness ?? throw new InvalidOperationException("No stream was started.");

    /// <summary>Makes ready for another stream.</summary>
    /// <param name="sampleRate">Its sample rate in Hz.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="targetRate">The clips' sample rate in Hz.</param>
    public void Start(int sampleRate, int channels, int targetRate)
    {
        if (resampler is null || loudness is null || shape != (sampleRate, channels, targetRate))
        {
            resampler = new Resampler(sampleRate, targetRate);
            loudness = new LoudnessMeter(sampleRate, channels);
            shape = (sampleRate, channels, targetRate);
            return;
        }

        resampler.Reset();
        loudness.Reset();
    }

    /// <summary>Room for frames as they are read.</summary>
    public Span<float> Block(int values) => Grown(ref block, values);

    /// <summary>Room for their mean over channels.</summary>
    public Span<float> Mono(int frames) => Grown(ref mono, frames);

    /// <summary>Lets go of what is larger than usual.</summary>
    public void Trim()
    {
        if (Kept.Length > MostKeptSamples) Kept = [];
    }

    private static Span<float> Grown(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new float[length];
        return buffer.AsSpan(0, length);
    }
}
