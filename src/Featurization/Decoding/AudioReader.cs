using System.Numerics.Tensors;

namespace Cluster.Featurization.Decoding;

/// <summary>A stream of decoded samples: forward reading in blocks, and seeking by frame. Not thread-safe.</summary>
/// <remarks>
/// A frame here is one sample of every channel. Nothing is held but one block, so the length of a file does not matter.
/// NaN, infinite and absurdly large samples, which only floating-point files can hold, are read as 0 and counted.
/// </remarks>
public abstract class AudioReader : IDisposable
{
    /// <summary>Lowest sample rate in Hz that is read.</summary>
    public const int LowestSampleRate = 1_000;

    /// <summary>Highest sample rate in Hz that is read.</summary>
    public const int HighestSampleRate = 768_000;

    /// <summary>Most channels that are read.</summary>
    public const int MostChannels = 64;

    private const int DroppedBlockFrames = 4096;

    // The largest 32-bit integers still pass as floats; much beyond, powers of spectra overflow.
    private const float HighestLevel = 1e10f;

    /// <summary>Sample rate in Hz.</summary>
    public abstract int SampleRate { get; }

    /// <summary>Channels; a block holds them interleaved.</summary>
    public abstract int Channels { get; }

    /// <summary>The format, for people.</summary>
    public abstract string Format { get; }

    /// <summary>Frames that the file announces; null where it does not say. What can be read may be less.</summary>
    public abstract long? FrameCount { get; }

    /// <summary>Frames read so far; skipped ones are not counted.</summary>
    public long FramesRead { get; private set; }

    /// <summary>Frames that were decoded only to be dropped on the way to where reading starts.</summary>
    public long FramesDropped { get; private set; }

    /// <summary>The frame of the file that is decoded next.</summary>
    protected long Position { get; private set; }

    /// <summary>Samples read so far that were NaN, infinite or beyond 1e10 of full scale.</summary>
    public long NonFiniteSamples { get; private set; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AudioFormatException">The file is missing, empty, of no known format or damaged, or its decoder is not
    /// installed.</exception>
    public static AudioReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = OpenFile(path);
        try
        {
            if (file.Length == 0) throw new AudioFormatException(AudioFault.Empty, "The file is empty.");
            if (WavHeader.TryRead(file) is { } header) return new WavReader(file, header);
            if (ForeignFormat.Of(file) is not { } foreign) return OpenThroughLibrary(file);
            file.Dispose();
            return FfmpegReader.Open(file.Name, foreign, FfmpegProgram.Path);
        }
        catch (IOException e)
        {
            file.Dispose();
            throw new AudioFormatException(AudioFault.Unreadable, "The file could not be read.", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next frames.</summary>
    /// <param name="interleaved">Receives samples in units of full scale; its length is a multiple of the channel count.</param>
    /// <returns>Frames read; fewer than asked for only at the end, 0 at the end.</returns>
    /// <exception cref="AudioFormatException">The file could not be read on.</exception>
    public int Read(Span<float> interleaved)
    {
        var wanted = interleaved.Length / Channels;
        var got = 0;
        while (got < wanted)
        {
            var frames = Decode(interleaved[(got * Channels)..(wanted * Channels)]);
            if (frames == 0) break;
            got += frames;
        }

        FramesRead += got;
        ReplaceNonFinite(interleaved[..(got * Channels)]);
        return got;
    }

    /// <summary>Moves forward: seeks as near as the format can, then decodes and drops what is left.</summary>
    /// <param name="frame">Frame from the start of the file; not behind what was already read.</param>
    /// <param name="onBlock">Is called before every block that is dropped, which can be very many; what it throws ends the skipping.</param>
    /// <returns>False when the file ends before that frame.</returns>
    /// <exception cref="AudioFormatException">The file could not be read on.</exception>
    /// <remarks>The samples from there on are those that decoding from the start gives there.</remarks>
    public bool SkipTo(long frame, Action? onBlock = null)
    {
        if (frame <= Position) return true;
        if (FrameCount is { } count && frame >= count) return false;
        Position = SeekBefore(frame);
        var block = new float[DroppedBlockFrames * Channels];
        while (Position < frame)
        {
            onBlock?.Invoke();
            var frames = Decode(block.AsSpan(0, (int)Math.Min(DroppedBlockFrames, frame - Position) * Channels));
            if (frames == 0) return false;
            FramesDropped += frames;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Decodes up to the frames that fit; 0 at the end.</summary>
    protected abstract int ReadBlock(Span<float> interleaved);

    /// <summary>
    /// Moves to a frame at or before the given one, from which on decoding gives what it gives when it started at the beginning.
    /// </summary>
    /// <param name="frame">A frame behind <see cref="Position"/>.</param>
    /// <returns>The frame where the reader stands now: <see cref="Position"/> where it did not move.</returns>
    protected abstract long SeekBefore(long frame);

    /// <summary>Refuses rates and channel counts that no music has and that would make memory grow.</summary>
    internal static void CheckShape(int sampleRate, int channels)
    {
        if (sampleRate is < LowestSampleRate or > HighestSampleRate)
            throw new AudioFormatException(AudioFault.Unsupported, $"A sample rate of {sampleRate} Hz is not supported; 1,000 to 768,000 Hz are.");
        if (channels is < 1 or > MostChannels)
            throw new AudioFormatException(AudioFault.Unsupported, $"{channels} channels are not supported; 1 to {MostChannels} are.");
    }

    private static AudioReader OpenThroughLibrary(FileStream file)
    {
        try
        {
            return SndFileReader.Open(file);
        }
        catch (AudioFormatException refusal) when (refusal.Fault is AudioFault.Unsupported or AudioFault.Damaged)
        {
            if (FfmpegProgram.Path is not { } program || ForeignFormat.AfterRefusal(file) is not { } format) throw;
            file.Dispose();
            return FfmpegReader.Open(file.Name, format, program);
        }
    }

    private int Decode(Span<float> interleaved)
    {
        var frames = ReadBlock(interleaved);
        Position += frames;
        return frames;
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AudioFormatException(AudioFault.Unreadable, "There is no such file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AudioFormatException(AudioFault.Unreadable, "The file may not be read, or it is a folder.", e);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            throw new AudioFormatException(AudioFault.Unreadable, "The file could not be opened.", e);
        }
    }

    private void ReplaceNonFinite(Span<float> samples)
    {
        // A sum of magnitudes is this small only when every sample is; a larger one may be harmless, which the slow loop then finds.
        if (samples.IsEmpty || TensorPrimitives.SumOfMagnitudes(samples) <= HighestLevel) return;
        foreach (ref var sample in samples)
        {
            if (Math.Abs(sample) <= HighestLevel) continue;
            sample = 0;
            NonFiniteSamples++;
        }
    }
}
