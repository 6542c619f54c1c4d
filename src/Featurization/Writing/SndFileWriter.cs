using Cluster.Featurization.Decoding;

namespace Cluster.Featurization.Writing;

/// <summary>Writes compressed formats through libsndfile.</summary>
internal sealed class SndFileWriter : AudioWriter
{
    // The Vorbis encoder keeps what it is given at once on its stack: minutes in one piece end the process.
    private const int MostFrames = 8192;

    private readonly FileStream file;
    private readonly int channels;
    private nint handle;

    private SndFileWriter(FileStream file, nint handle, int channels)
    {
        this.file = file;
        this.handle = handle;
        this.channels = channels;
    }

    ~SndFileWriter() => Dispose(false);

    public static bool CanWrite(AudioFileFormat format, int sampleRate, int channels) =>
        SndFileNative.IsAvailable && SndFileNative.FormatCheck(InfoFor(format, sampleRate, channels)) != 0;

    public static SndFileWriter Create(string path, AudioFileFormat format, int sampleRate, int channels)
    {
        SndFileNative.Require();
        if (!CanWrite(format, sampleRate, channels)) throw Refusal(format, sampleRate, channels);
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var info = InfoFor(format, sampleRate, channels);
        var handle = SndFileNative.Open(file.SafeFileHandle, SndFileNative.ModeWrite, ref info);
        if (handle == 0)
        {
            file.Dispose();
            throw Refusal(format, sampleRate, channels);
        }

        ConfigureClipping(handle);
        return new SndFileWriter(file, handle, channels);
    }

    public override unsafe void Write(ReadOnlySpan<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        if (interleaved.Length % channels != 0) throw new ArgumentException("Only whole frames can be written.", nameof(interleaved));
        fixed (float* samples = interleaved)
        {
            var frames = interleaved.Length / channels;
            for (var done = 0; done < frames; done += MostFrames)
            {
                var count = Math.Min(MostFrames, frames - done);
                if (SndFileNative.Write(handle, samples + ((long)done * channels), count) != count) throw new IOException("The audio file could not be written.");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (handle != 0)
        {
            _ = SndFileNative.Close(handle);
            handle = 0;
        }

        if (disposing) file.Dispose();
    }

    private static AudioFormatException Refusal(AudioFileFormat format, int sampleRate, int channels) => new(
        AudioFault.Unsupported, $"The installed libsndfile cannot write {format} at {sampleRate} Hz with {channels} channels.");

    private static unsafe void ConfigureClipping(nint handle) =>
        _ = SndFileNative.Command(handle, SndFileNative.CommandSetClipping, null, 1);

    private static SndFileNative.Info InfoFor(AudioFileFormat format, int sampleRate, int channels) => new()
    {
        SampleRate = sampleRate,
        Channels = channels,
        Format = format switch
        {
            AudioFileFormat.Flac => 0x17_0002,
            AudioFileFormat.OggVorbis => 0x20_0060,
            AudioFileFormat.Opus => 0x20_0064,
            AudioFileFormat.Mp3 => 0x23_0082,
            AudioFileFormat.Aiff => 0x02_0002,
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        },
    };
}
