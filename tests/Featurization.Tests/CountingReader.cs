using Cluster.Featurization.Decoding;

namespace Cluster.Featurization.Tests;

/// <summary>Mono audio from memory that counts what is read of it.</summary>
/// <param name="samples">The audio.</param>
/// <param name="sampleRate">Its sample rate in Hz.</param>
internal sealed class CountingReader(float[] samples, int sampleRate) : AudioReader
{
    private int position;

    /// <summary>Frames that were decoded.</summary>
    public long Decoded { get; private set; }

    /// <summary>How often it was asked to seek.</summary>
    public int Seeks { get; private set; }

    public override int SampleRate => sampleRate;

    public override int Channels => 1;

    public override string Format => "memory";

    public override long? FrameCount => samples.Length;

    protected override int ReadBlock(Span<float> interleaved)
    {
        var count = Math.Min(interleaved.Length, samples.Length - position);
        samples.AsSpan(position, count).CopyTo(interleaved);
        position += count;
        Decoded += count;
        return count;
    }

    protected override long SeekBefore(long frame)
    {
        Seeks++;
        position = (int)frame;
        return frame;
    }

    protected override void Dispose(bool disposing)
    {
    }
}
