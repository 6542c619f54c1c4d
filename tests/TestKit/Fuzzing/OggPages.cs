using System.Buffers.Binary;

namespace Cluster.TestKit.Fuzzing;

/// <summary>Checksums of OGG pages.</summary>
/// <remarks>CRC-32 with the polynomial 0x04C11DB7, most significant bit first, from 0, over the page with a checksum of 0. Source: RFC 3533.</remarks>
public static class OggPages
{
    private const int HeadBytes = 27;
    private const int ChecksumAt = 22;

    /// <summary>A copy in which the checksum of every whole page is right; the file itself where it has none.</summary>
    public static byte[] WithChecksums(byte[] bytes)
    {
        byte[]? copy = null;
        for (var at = 0; ;)
        {
            var next = bytes.AsSpan(at).IndexOf("OggS"u8);
            if (next < 0) return copy ?? bytes;
            at += next;
            if (LengthOf(bytes.AsSpan(at)) is { } length)
            {
                copy ??= (byte[])bytes.Clone();
                var page = copy.AsSpan(at, length);
                page.Slice(ChecksumAt, 4).Clear();
                BinaryPrimitives.WriteUInt32LittleEndian(page[ChecksumAt..], Checksum(page));
            }

            at += 4;
        }
    }

    private static int? LengthOf(ReadOnlySpan<byte> page)
    {
        if (page.Length < HeadBytes || page.Length < HeadBytes + page[26]) return null;
        var length = HeadBytes + page[26];
        foreach (var lacing in page.Slice(HeadBytes, page[26])) length += lacing;
        return length <= page.Length ? length : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        uint crc = 0;
        foreach (var value in page)
        {
            crc ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++) crc = (crc << 1) ^ ((crc >> 31) * 0x04C1_1DB7);
        }

        return crc;
    }
}
