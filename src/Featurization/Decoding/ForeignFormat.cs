using System.Buffers.Binary;

namespace Cluster.Featurization.Decoding;

/// <summary>A format that libsndfile does not read and the <c>ffmpeg</c> program does, known by its first bytes.</summary>
/// <param name="Name">The format, for people.</param>
/// <param name="Demuxer">The one demuxer of ffmpeg that may read the file, so that no file can pass for a playlist or a script.</param>
/// <param name="CanSeek">
/// Whether its time stamps count samples, so that a seek lands on the very sample. Where they are rounded (Matroska to 1 ms, ASF to 1 ms and to a
/// packet), everything before the start has to be decoded.
/// </param>
internal sealed record ForeignFormat(string Name, string Demuxer, bool CanSeek)
{
    private const int HeadBytes = 16;
    private const int AdtsHeaderBytes = 7;
    private static readonly ForeignFormat Adts = new("AAC", "aac", CanSeek: true);

    /// <summary>The format of a file; null where it is none of these.</summary>
    /// <param name="file">The file; its position is moved.</param>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static ForeignFormat? Of(Stream file)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var start = 0L;
        if (!TryRead(file, start, head)) return null;
        if (head[..3].SequenceEqual("ID3"u8))
        {
            // An ID3v2 tag: ten bytes, then as many as four times seven bits say.
            start = 10 + ((head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F);
            if (!TryRead(file, start, head)) return null;
        }

        return BySignature(head) ?? (IsAdts(file, start, head) ? Adts : null);
    }

    /// <summary>What may hold an encoding that libsndfile refused (Speex in OGG, MP3 in WAV): to be asked only after it did.</summary>
    /// <param name="file">The file; its position is moved.</param>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static ForeignFormat? AfterRefusal(Stream file)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        if (!TryRead(file, 0, head)) return null;
        if (head[..4].SequenceEqual("OggS"u8)) return new ForeignFormat("OGG", "ogg", CanSeek: false);
        return head[..4].SequenceEqual("RIFF"u8) && head[8..12].SequenceEqual("WAVE"u8) ? new ForeignFormat("WAV", "wav", CanSeek: false) : null;
    }

    private static ForeignFormat? BySignature(ReadOnlySpan<byte> head)
    {
        // ISO base media: the brand of audio-only files promises that nothing else in the file has a clock of its own.
        if (head[4..8].SequenceEqual("ftyp"u8))
        {
            return head[8..11].SequenceEqual("M4A"u8) || head[8..11].SequenceEqual("M4B"u8)
                ? new ForeignFormat("M4A", "mov", CanSeek: true)
                : new ForeignFormat("MP4", "mov", CanSeek: false);
        }

        if (head.SequenceEqual((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C]))
            return new ForeignFormat("WMA", "asf", CanSeek: false);
        if (head[..4].SequenceEqual((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return new ForeignFormat("Matroska", "matroska", CanSeek: false);
        if (head[..4].SequenceEqual("wvpk"u8)) return new ForeignFormat("WavPack", "wv", CanSeek: true);
        if (head[..4].SequenceEqual("TTA1"u8)) return new ForeignFormat("TTA", "tta", CanSeek: true);
        if (head[..4].SequenceEqual("MAC "u8)) return new ForeignFormat("Monkey's Audio", "ape", CanSeek: false);
        if (head[..4].SequenceEqual("MPCK"u8)) return new ForeignFormat("Musepack", "mpc8", CanSeek: false);
        if (head[..3].SequenceEqual("MP+"u8)) return new ForeignFormat("Musepack", "mpc", CanSeek: false);
        return head[..4].SequenceEqual("tBaK"u8) ? new ForeignFormat("TAK", "tak", CanSeek: false) : null;
    }

    /// <summary>Two frames of MPEG-2/4 AAC with ADTS headers, one behind the other. MPEG audio layers I to III have other layer bits.</summary>
    private static bool IsAdts(Stream file, long start, ReadOnlySpan<byte> first)
    {
        if (!IsAdtsHeader(first)) return false;
        var length = (first[3] & 3) << 11 | first[4] << 3 | first[5] >> 5;
        Span<byte> second = stackalloc byte[AdtsHeaderBytes];
        return length >= AdtsHeaderBytes && TryRead(file, start + length, second) && IsAdtsHeader(second);
    }

    private static bool IsAdtsHeader(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0xFFF6) == 0xFFF0;

    private static bool TryRead(Stream file, long offset, Span<byte> bytes)
    {
        file.Position = offset;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
    }
}
