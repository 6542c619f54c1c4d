using System.Buffers.Binary;

namespace Cluster.Featurization.Decoding;

/// <summary>The header of a RIFF, RF64 or BW64 WAVE file with plain PCM or floating-point samples.</summary>
/// <param name="SampleRate">Sample rate in Hz.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Encoding">How a sample is stored.</param>
/// <param name="DataStart">Offset of the first sample in bytes.</param>
/// <param name="FrameCount">Whole frames that are in the file.</param>
/// <remarks>
/// Sizes are believed only as far as the file reaches: a size of 0 or 0xFFFFFFFF, as programs leave it that write to a pipe, means "to
/// the end of the file".
/// Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", 1991; EBU Tech 3306 (RF64).
/// </remarks>
internal sealed record WavHeader(int SampleRate, int Channels, WavEncoding Encoding, long DataStart, long FrameCount)
{
    private const uint Unknown = 0xFFFF_FFFF;
    private const int MostChunks = 10_000;

    /// <summary>Bytes of one frame.</summary>
    public int FrameBytes => Channels * Encoding.Bytes();

    /// <summary>Reads the header; null when this is no WAVE file or its samples are compressed, which another decoder may know.</summary>
    /// <exception cref="AudioFormatException">It is a WAVE file but broken.</exception>
    public static WavHeader? TryRead(Stream file)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[12];
        if (file.ReadAtLeast(head, 12, throwOnEndOfStream: false) < 12) return null;
        var isLong = head[..4].SequenceEqual("RF64"u8) || head[..4].SequenceEqual("BW64"u8);
        if (!(isLong || head[..4].SequenceEqual("RIFF"u8)) || !head[8..].SequenceEqual("WAVE"u8)) return null;

        var riffSize = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        long? longDataSize = null;
        Format? format = null;
        Span<byte> chunk = stackalloc byte[8];
        Span<byte> body = stackalloc byte[40];
        for (var n = 0; n < MostChunks; n++)
        {
            if (file.ReadAtLeast(chunk, 8, throwOnEndOfStream: false) < 8) break;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            var start = file.Position;
            if (chunk[..4].SequenceEqual("data"u8))
            {
                if (format is null)
                    throw new AudioFormatException(AudioFault.Damaged, "The WAV file has samples before it says of which kind they are.");
                if (format.Encoding is not { } encoding) return null;
                var announced = isLong && size == Unknown ? longDataSize : size == Unknown ? null : size;
                var riffIsWhole = riffSize != 0 && riffSize != Unknown && riffSize + 8L <= file.Length && file.Length <= riffSize + 9L;
                return Finish(format, encoding, start, announced == 0 && !riffIsWhole ? null : announced, file.Length);
            }

            if (chunk[..4].SequenceEqual("fmt "u8)) format = ReadFormat(file, body, size);
            else if (chunk[..4].SequenceEqual("ds64"u8) && size >= 24 && file.ReadAtLeast(body[..24], 24, false) == 24)
                longDataSize = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(body[8..]), long.MaxValue / 2);

            var next = start + size + (size & 1); // chunks start at even offsets
            if (next > file.Length) break;
            file.Position = next;
        }

        throw new AudioFormatException(AudioFault.Damaged, "The WAV file ends before its samples start.");
    }

    private static WavHeader Finish(Format format, WavEncoding encoding, long dataStart, long? announced, long fileLength)
    {
        AudioReader.CheckShape(format.SampleRate, format.Channels);
        var there = Math.Max(0, fileLength - dataStart);
        var bytes = announced is { } size ? Math.Min(size, there) : there;
        return new WavHeader(format.SampleRate, format.Channels, encoding, dataStart, bytes / ((long)format.Channels * encoding.Bytes()));
    }

    private static Format ReadFormat(Stream file, Span<byte> body, uint size)
    {
        var length = (int)Math.Min(size, (uint)body.Length);
        if (length < 16 || file.ReadAtLeast(body[..length], length, throwOnEndOfStream: false) < length)
            throw new AudioFormatException(AudioFault.Damaged, "The WAV file's format description is cut short.");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        var frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (tag == 0xFFFE && length >= 26) tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);

        // 20 bits in 3 bytes, or 24 in 4, are left-aligned: the container's width is what counts.
        var bytes = channels > 0 && frameBytes > 0 && frameBytes % channels == 0 ? frameBytes / channels : (bits + 7) / 8;
        WavEncoding? encoding = (tag, bytes) switch
        {
            (1, 1) => WavEncoding.UnsignedPcm8,
            (1, 2) => WavEncoding.Pcm16,
            (1, 3) => WavEncoding.Pcm24,
            (1, 4) => WavEncoding.Pcm32,
            (3, 4) => WavEncoding.Float32,
            (3, 8) => WavEncoding.Float64,
            _ => null,
        };
        return new Format((int)Math.Min(rate, int.MaxValue), channels, encoding);
    }

    private sealed record Format(int SampleRate, int Channels, WavEncoding? Encoding);
}
