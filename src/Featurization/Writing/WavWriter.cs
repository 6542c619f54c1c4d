using System.Buffers.Binary;
using Cluster.Featurization.Decoding;

namespace Cluster.Featurization.Writing;

/// <summary>Writes 16-bit PCM WAV files; streams of any length, as RF64 beyond 4 GiB.</summary>
/// <remarks>Samples are rounded to the nearest of 65,536 levels, halves to even, without dither: the same samples give the same
/// bytes.</remarks>
public sealed class WavWriter : AudioWriter
{
    private const int HeaderBytes = 80;

    private readonly FileStream file;
    private readonly int sampleRate;
    private readonly int channels;
    private readonly byte[] block = new byte[1 << 16];
    private long dataBytes;
    private bool closed;

    /// <summary>Creates the file; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Sample rate in Hz, 1,000 to 768,000.</param>
    /// <param name="channels">Channels, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the channel count is outside its range.</exception>
    /// <exception cref="IOException">The file could not be created.</exception>
    public WavWriter(string path, int sampleRate, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, AudioReader.LowestSampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, AudioReader.HighestSampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, AudioReader.MostChannels);
        this.sampleRate = sampleRate;
        this.channels = channels;
        file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        WriteHeader();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (interleaved.Length % channels != 0) throw new ArgumentException("Only whole frames can be written.", nameof(interleaved));
        while (!interleaved.IsEmpty)
        {
            var count = Math.Min(interleaved.Length, block.Length / 2);
            for (var i = 0; i < count; i++)
            {
                var level = Math.Clamp(MathF.Round(interleaved[i] * 32768f), short.MinValue, short.MaxValue);
                BinaryPrimitives.WriteInt16LittleEndian(block.AsSpan(2 * i), float.IsNaN(level) ? (short)0 : (short)level);
            }

            file.Write(block, 0, 2 * count);
            dataBytes += 2 * count;
            interleaved = interleaved[count..];
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || closed) return;
        closed = true;
        using (file)
        {
            file.Position = 0;
            WriteHeader();
        }
    }

    private void WriteHeader()
    {
        // A JUNK chunk keeps the place of ds64, so that a long stream can become RF64 without moving its samples.
        var isLong = dataBytes + HeaderBytes > uint.MaxValue;
        Span<byte> head = stackalloc byte[HeaderBytes];
        head.Clear();
        (isLong ? "RF64"u8 : "RIFF"u8).CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], isLong ? uint.MaxValue : (uint)(dataBytes + HeaderBytes - 8));
        "WAVE"u8.CopyTo(head[8..]);
        (isLong ? "ds64"u8 : "JUNK"u8).CopyTo(head[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], 28);
        if (isLong)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head[20..], dataBytes + HeaderBytes - 8);
            BinaryPrimitives.WriteInt64LittleEndian(head[28..], dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(head[36..], dataBytes / (2 * channels));
        }

        "fmt "u8.CopyTo(head[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[52..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(head[56..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(head[58..], (ushort)channels);
        BinaryPrimitives.WriteUInt32LittleEndian(head[60..], (uint)sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(head[64..], (uint)(sampleRate * channels * 2));
        BinaryPrimitives.WriteUInt16LittleEndian(head[68..], (ushort)(channels * 2));
        BinaryPrimitives.WriteUInt16LittleEndian(head[70..], 16);
        "data"u8.CopyTo(head[72..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[76..], isLong ? uint.MaxValue : (uint)dataBytes);
        file.Write(head);
    }
}
