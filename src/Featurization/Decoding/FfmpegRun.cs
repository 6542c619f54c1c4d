using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Cluster.Featurization.Decoding;

/// <summary>One run of the <c>ffmpeg</c> program. It ends with this object; and by itself when we end, because nobody reads its pipe any more.</summary>
internal sealed class FfmpegRun : IDisposable
{
    private const int MostComplaintBytes = 4096;
    private const int MostHeaderBytes = 4096;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly Thread listener;
    private readonly MemoryStream complaint = new();

    /// <summary>Starts the program; see <see cref="FfmpegProgram.Start"/>.</summary>
    public FfmpegRun(string program, ForeignFormat format, string file, long startS)
    {
        process = FfmpegProgram.Start(program, format, file, startS);
        Output = process.StandardOutput.BaseStream;
        var errors = process.StandardError.BaseStream;
        listener = new Thread(() => Listen(errors), 128 << 10) { IsBackground = true, Name = "ffmpeg stderr" };
        listener.Start();
    }

    /// <summary>What it writes: a WAV file.</summary>
    public Stream Output { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Reads the header of the output, up to the first sample.</summary>
    /// <returns>The header; null when the program wrote none.</returns>
    /// <exception cref="AudioFormatException">The rate or the channels are out of range.</exception>
    public WavHeader? ReadHeader()
    {
        // The header's reader looks back and forth, which a pipe cannot: it gets a copy.
        using var copy = new MemoryStream();
        if (!Copy(copy, 12)) return null;
        while (copy.Length < MostHeaderBytes)
        {
            var chunk = (int)copy.Length;
            if (!Copy(copy, 8)) return null;
            var head = copy.GetBuffer().AsSpan(chunk, 8);
            if (head[..4].SequenceEqual("data"u8)) return WavHeader.TryRead(copy);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (size > MostHeaderBytes || !Copy(copy, (int)(size + (size & 1)))) return null;
        }

        return null;
    }

    /// <summary>Waits for the end of the program, whose output has ended.</summary>
    /// <returns>The signal that ended it early; 0 when it ended by itself, happy or not.</returns>
    public int WaitForEnd()
    {
        if (!process.WaitForExit(EndLimit)) process.Kill();
        process.WaitForExit();
        listener.Join();

        // 128 and a signal's number is how a signal is reported. ffmpeg's own codes reach into that range, so only signals that occur count;
        // 255 is its word for "I was asked to stop".
        return process.ExitCode switch
        {
            255 => 15,
            > 128 and var code when code - 128 is 1 or 2 or 3 or 4 or 6 or 7 or 8 or 9 or 11 or 15 or 24 => code - 128,
            _ => 0,
        };
    }

    /// <summary>What it said on standard error, from the start, as much as was kept; whole after <see cref="WaitForEnd"/>.</summary>
    public string Complaint()
    {
        lock (complaint) return Encoding.UTF8.GetString(complaint.GetBuffer(), 0, (int)complaint.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended already.
        }

        process.WaitForExit();
        listener.Join();
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        process.Dispose();
    }

    private bool Copy(MemoryStream copy, int count)
    {
        var start = (int)copy.Length;
        copy.SetLength(start + count);
        var got = Output.ReadAtLeast(copy.GetBuffer().AsSpan(start, count), count, throwOnEndOfStream: false);
        return got == count;
    }

    private void Listen(Stream errors)
    {
        // Read to the end, whatever it says: a full pipe would make it wait for ever.
        var block = new byte[1024];
        try
        {
            int count;
            while ((count = errors.Read(block)) > 0)
            {
                lock (complaint) complaint.Write(block, 0, (int)Math.Min(count, MostComplaintBytes - complaint.Length));
            }
        }
        catch (IOException)
        {
            // The pipe broke: what was said so far has to do.
        }
    }
}
