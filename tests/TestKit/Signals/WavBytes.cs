using System.Buffers.Binary;
using System.Text;

namespace Cluster.TestKit.Signals;

/// <summary>Builds WAV files byte by byte, right or wrong as a test wants them.</summary>
public sealed class WavBytes
{
    /// <summary>Sample rate in Hz; default 44,100.</summary>
    public int SampleRate { get; init; } = 44_100;

    /// <summary>Channels; default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Bits of a sample, a multiple of 8; default 16.</summary>
    public int Bits { get; init; } = 16;

    /// <summary>Whether samples are floating-point numbers, of 32 or 64 bits.</summary>
    public bool IsFloat { get; init; }

    /// <summary>Whether the format is described in the extensible way.</summary>
    public bool IsExtensible { get; init; }

    /// <summary>Chunks between the format and the samples.</summary>
    public IReadOnlyList<(string Id, byte[] Body)> Extra { get; init; } = [];

    /// <summary>What the header says about the samples' size; null for the truth.</summary>
    public uint? AnnouncedDataSize { get; init; }

    /// <summary>What the header says about the file's size; null for the truth.</summary>
    public uint? AnnouncedRiffSize { get; init; }

    /// <summary>Whether the file is RF64, with its sizes in a chunk of their own.</summary>
    public bool IsRf64 { get; init; }

    /// <summary>The file.</summary>
    /// <param name="samples">Interleaved samples in units of full scale.</param>
    public byte[] Build(ReadOnlySpan<double> samples)
    {
        using var body = new MemoryStream();
        body.Write("WAVE"u8);
        var data = Encode(samples);
        if (IsRf64)
        {
            var sizes = new byte[28];
            BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8), data.Length);
            Chunk(body, "ds64", sizes);
        }

        Chunk(body, "fmt ", Format());
        foreach (var (id, extra) in Extra) Chunk(body, id, extra);
        Chunk(body, "data", data, AnnouncedDataSize ?? (IsRf64 ? uint.MaxValue : null));

        var head = new byte[8];
        Encoding.ASCII.GetBytes(IsRf64 ? "RF64" : "RIFF").CopyTo(head, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), AnnouncedRiffSize ?? (IsRf64 ? uint.MaxValue : (uint)body.Length));
        return [.. head, .. body.ToArray()];
    }

    private static void Chunk(Stream stream, string id, byte[] body, uint? announced = null)
    {
        var head = new byte[8];
        Encoding.ASCII.GetBytes(id).CopyTo(head, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), announced ?? (uint)body.Length);
        stream.Write(head);
        stream.Write(body);
        if (body.Length % 2 == 1) stream.WriteByte(0);
    }

    private byte[] Format()
    {
        var bytes = Bits / 8;
        var format = new byte[IsExtensible ? 40 : 16];
        var tag = (ushort)(IsFloat ? 3 : 1);
        BinaryPrimitives.WriteUInt16LittleEndian(format, IsExtensible ? (ushort)0xFFFE : tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), (uint)SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(8), (uint)(SampleRate * Channels * bytes));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(Channels * bytes));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)Bits);
        if (!IsExtensible) return format;
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(16), 22);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(18), (ushort)Bits);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(24), tag);
        new byte[] { 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71 }.CopyTo(format, 26);
        return format;
    }

    private byte[] Encode(ReadOnlySpan<double> samples)
    {
        var bytes = Bits / 8;
        var data = new byte[samples.Length * bytes];
        for (var i = 0; i < samples.Length; i++)
        {
            var target = data.AsSpan(i * bytes, bytes);
            if (IsFloat && Bits == 32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)samples[i]);
            }
            else if (IsFloat)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(target, samples[i]);
            }
            else
            {
                var level = (long)Math.Round(samples[i] * Math.Pow(2, Bits - 1)) + (Bits == 8 ? 128 : 0);
                for (var b = 0; b < bytes; b++) target[b] = (byte)(level >> (8 * b));
            }
        }

        return data;
    }
}
