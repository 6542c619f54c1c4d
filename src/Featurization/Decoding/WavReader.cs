using System.Buffers;

namespace Cluster.Featurization.Decoding;

/// <summary>Reads WAV files with PCM of 8, 16, 24 or 32 bits or floats of 32 or 64 bits, without any native library.</summary>
internal sealed class WavReader : AudioReader
{
    private const int BlockBytes = 1 << 16;

    private readonly FileStream file;
    private readonly WavHeader header;
    private readonly int blockFrames;
    private byte[] block;
    private long framesLeft;

    public WavReader(FileStream file, WavHeader header)
    {
        this.file = file;
        this.header = header;
        blockFrames = Math.Max(1, BlockBytes / header.FrameBytes);
        block = ArrayPool<byte>.Shared.Rent(blockFrames * header.FrameBytes);
        framesLeft = header.FrameCount;
        file.Position = header.DataStart;
    }

    public override int SampleRate => header.SampleRate;

    public override int Channels => header.Channels;

    public override string Format => "WAV";

    public override long? FrameCount => header.FrameCount;

    protected override int ReadBlock(Span<float> interleaved)
    {
        var frames = (int)Math.Min(Math.Min(interleaved.Length / Channels, blockFrames), framesLeft);
        if (frames == 0) return 0;
        int bytes;
        try
        {
            bytes = file.ReadAtLeast(block.AsSpan(0, frames * header.FrameBytes), frames * header.FrameBytes, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new AudioFormatException(AudioFault.Unreadable, "The file could not be read to its end.", e);
        }

        // The file may have been cut since its header was read.
        var got = bytes / header.FrameBytes;
        framesLeft = got == frames ? framesLeft - got : 0;
        header.Encoding.Convert(block.AsSpan(0, got * header.FrameBytes), interleaved[..(got * Channels)]);
        return got;
    }

    protected override bool TrySeek(long frame)
    {
        file.Position = header.DataStart + frame * header.FrameBytes;
        framesLeft = header.FrameCount - frame;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || block.Length == 0) return;
        file.Dispose();
        ArrayPool<byte>.Shared.Return(block);
        block = [];
    }
}
