namespace Cluster.Featurization.Decoding;

/// <summary>Reads AAC, ALAC, WMA, Matroska and other formats that libsndfile does not know, through the <c>ffmpeg</c> program.</summary>
/// <remarks>
/// <para>
/// Samples come over a pipe, so the program decodes only as far as somebody reads. Encoder delay is trimmed where the container tells it (the edit
/// list or the iTunes comment of M4A, the codec delay of Matroska); raw AAC and WMA tell none. Equals what librosa 0.11 reads
/// through audioread, but for the rounding to 16 bits there.
/// </para>
/// <para>
/// Nothing is announced as the length: for raw AAC the program only guesses it, and else it is rounded. Seeking starts the program anew, so it is
/// done only over distances whose decoding costs more. Behind a seek, an AAC decoder draws other random numbers for the bands that the encoder
/// replaced by noise; everything else equals what decoding from the start gives.
/// </para>
/// </remarks>
internal sealed class FfmpegReader : AudioReader
{
    /// <summary>The least distance in seconds that is worth a seek: decoding so much takes about as long as starting the program.</summary>
    public const int LeastSeekS = 180;

    // A decoder needs the frame before (overlapping windows) and, for spectral band replication, the last header, sent every half second or so.
    private const int SettlingS = 2;
    private const int BlockBytes = 1 << 16;

    private readonly string program;
    private readonly ForeignFormat format;
    private readonly string file;
    private readonly WavHeader header;
    private readonly byte[] block;
    private FfmpegRun run;
    private int blockStart;
    private int blockEnd;

    private FfmpegReader(string program, ForeignFormat format, string file)
    {
        this.program = program;
        this.format = format;
        this.file = file;
        run = new FfmpegRun(program, format, file, 0);
        try
        {
            header = run.ReadHeader() ?? throw Refusal();
            block = new byte[Math.Max(1, BlockBytes / header.FrameBytes) * header.FrameBytes];
            Fill();
            if (blockEnd == 0) throw Refusal();
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int SampleRate => header.SampleRate;

    /// <inheritdoc/>
    public override int Channels => header.Channels;

    /// <inheritdoc/>
    public override string Format => format.Name;

    /// <inheritdoc/>
    public override long? FrameCount => null;

    /// <summary>The program's process id.</summary>
    public int ProcessId => run.ProcessId;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="format">Its format.</param>
    /// <param name="program">The program's file; null where it is not installed.</param>
    /// <exception cref="AudioFormatException">The program is not installed, or finds nothing in the file that it can decode.</exception>
    public static FfmpegReader Open(string file, ForeignFormat format, string? program) =>
        new(program ?? throw FfmpegProgram.Missing(format), format, Path.GetFullPath(file));

    /// <inheritdoc/>
    protected override int ReadBlock(Span<float> interleaved)
    {
        if (blockStart == blockEnd) Fill();
        if (blockStart == blockEnd) EnsureEnded();

        var frames = Math.Min(interleaved.Length / Channels, (blockEnd - blockStart) / header.FrameBytes);
        header.Encoding.Convert(block.AsSpan(blockStart, frames * header.FrameBytes), interleaved[..(frames * Channels)]);
        blockStart += frames * header.FrameBytes;
        return frames;
    }

    /// <inheritdoc/>
    protected override long SeekBefore(long frame)
    {
        if (!format.CanSeek || frame - Position < (long)LeastSeekS * SampleRate) return Position;
        var startS = frame / SampleRate - SettlingS;
        Restart(startS);
        return startS * SampleRate;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) run.Dispose();
    }

    /// <summary>Reads on; afterwards the block is empty only at the end of the output.</summary>
    private void Fill()
    {
        blockStart = 0;
        var got = run.Output.ReadAtLeast(block, header.FrameBytes, throwOnEndOfStream: false);
        var rest = got % header.FrameBytes;
        if (rest != 0) got += run.Output.ReadAtLeast(block.AsSpan(got, header.FrameBytes - rest), header.FrameBytes - rest, throwOnEndOfStream: false);
        blockEnd = got / header.FrameBytes * header.FrameBytes;
    }

    /// <summary>Tells the end of the file from the end of its decoder: the half of a file must not pass for all of it.</summary>
    private void EnsureEnded()
    {
        var signal = run.WaitForEnd();
        if (signal == 0) return;
        throw signal switch
        {
            1 or 2 or 3 or 9 or 15 => new AudioFormatException(AudioFault.Unreadable, "The decoder of this file was stopped from outside; try again."),
            24 => new AudioFormatException(AudioFault.Damaged, "The decoder of this file ran for an hour without an end."),
            _ => new AudioFormatException(AudioFault.Damaged, $"The file is damaged: its decoder crashed on it (signal {signal})."),
        };
    }

    private void Restart(long startS)
    {
        run.Dispose();
        (blockStart, blockEnd) = (0, 0);
        run = new FfmpegRun(program, format, file, startS);

        // Behind the end there is no header, and no sample either.
        if (run.ReadHeader() is { } again && again with { DataStart = header.DataStart } != header)
            throw new AudioFormatException(AudioFault.Damaged, "The file is damaged: its sample rate or its channels change on the way.");
    }

    private AudioFormatException Refusal()
    {
        _ = run.WaitForEnd();
        var complaint = run.Complaint();
        if (complaint.Contains("matches no streams", StringComparison.Ordinal))
            return new AudioFormatException(AudioFault.Unsupported, $"The file ({format.Name}) holds no audio.");
        if (complaint.Contains("ecoder", StringComparison.Ordinal) && complaint.Contains("not found", StringComparison.Ordinal))
            return new AudioFormatException(AudioFault.Unsupported, $"The file's audio encoding ({format.Name}) is not supported by the installed ffmpeg program.");
        return new AudioFormatException(AudioFault.Damaged, $"The file ({format.Name}) is damaged: none of its audio can be decoded.");
    }
}
