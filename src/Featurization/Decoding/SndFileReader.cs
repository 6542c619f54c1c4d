namespace Cluster.Featurization.Decoding;

/// <summary>Reads FLAC, OGG Vorbis, Opus, MP3, AIFF and the rest of what libsndfile knows, through that library.</summary>
/// <remarks>
/// The file is handed over as an open descriptor, so that its name can never make the library take arbitrary bytes for headerless audio.
/// Encoder delay and padding are trimmed as the library does it, which is what librosa sees.
/// </remarks>
internal sealed class SndFileReader : AudioReader
{
    private const int TypeMask = 0x0FFF_0000;
    private const int TypeMpeg = 0x23_0000;

    // An MP3 frame's bits may start up to 511 bytes before it, among the bits of earlier frames: 23 frames of the lowest rate (8 kbit/s at
    // 24 kHz, 24 bytes each less header and side information). The library itself goes back by 4 only; further frames let the overlap and
    // the synthesis filters settle.
    private const int Mp3Margin = 32 * 1152;

    private readonly FileStream file;
    private readonly SndFileNative.Info info;
    private nint handle;

    private SndFileReader(FileStream file, nint handle, SndFileNative.Info info)
    {
        this.file = file;
        this.handle = handle;
        this.info = info;
    }

    ~SndFileReader() => Dispose(false);

    public override int SampleRate => info.SampleRate;

    public override int Channels => info.Channels;

    public override string Format => NameOf(info.Format);

    // Streams of unknown length announce the largest count there is.
    public override long? FrameCount => info.Frames is > 0 and < long.MaxValue / 2 ? info.Frames : null;

    public static SndFileReader Open(FileStream file)
    {
        SndFileNative.Require();
        file.Position = 0;
        var info = default(SndFileNative.Info);
        var handle = SndFileNative.Open(file.SafeFileHandle, SndFileNative.ModeRead, ref info);
        if (handle == 0) throw Refusal(SndFileNative.Error(0));
        try
        {
            CheckShape(info.SampleRate, info.Channels);
            return new SndFileReader(file, handle, info);
        }
        catch
        {
            _ = SndFileNative.Close(handle);
            throw;
        }
    }

    protected override unsafe int ReadBlock(Span<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        fixed (float* samples = interleaved)
        {
            // A broken stretch ends the file: what came before it is used.
            return (int)Math.Max(0, SndFileNative.Read(handle, samples, interleaved.Length / Channels));
        }
    }

    protected override long SeekBefore(long frame)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        var target = (info.Format & TypeMask) == TypeMpeg ? frame - Mp3Margin : frame;
        return info.Seekable != 0 && target > Position && SndFileNative.Seek(handle, target, 0) == target ? target : Position;
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

    private static AudioFormatException Refusal(int error) => error switch
    {
        1 => new AudioFormatException(AudioFault.Unsupported, "The file is no audio, or of a format that is not supported."),
        4 => new AudioFormatException(AudioFault.Unsupported, "The file's audio encoding is not supported."),
        2 => new AudioFormatException(AudioFault.Unreadable, "The file could not be read."),
        _ => new AudioFormatException(AudioFault.Damaged, "The file is damaged: its audio cannot be decoded."),
    };

    private static string NameOf(int format) => (format & TypeMask, format & 0xFFFF) switch
    {
        (0x01_0000, _) or (0x13_0000, _) or (0x22_0000, _) => "WAV",
        (0x02_0000, _) => "AIFF",
        (0x03_0000, _) => "AU",
        (0x17_0000, _) => "FLAC",
        (0x18_0000, _) => "CAF",
        (0x20_0000, 0x60) => "OGG Vorbis",
        (0x20_0000, 0x64) => "Opus",
        (0x20_0000, 0x70) => "ALAC",
        (0x20_0000, _) => "OGG",
        (TypeMpeg, 0x80) => "MP1",
        (TypeMpeg, 0x81) => "MP2",
        (TypeMpeg, _) => "MP3",
        _ => "other",
    };
}
