using System.Buffers.Binary;

namespace Cluster.TestKit.Fuzzing;

/// <summary>Cuts a file where its format does: at chunks, metadata blocks, pages, boxes or frames.</summary>
internal static class Pieces
{
    private const int MostPieces = 4096;
    private const int PlainLength = 417; // an MP3 frame of 128 kb/s; as good as any for the rest

    /// <summary>The pieces in order; together they are the file.</summary>
    public static List<Range> Of(ReadOnlySpan<byte> bytes)
    {
        List<int> starts = [0];
        if (StartsWith(bytes, "RIFF"u8) || StartsWith(bytes, "RF64"u8)) Chunks(bytes, 12, 4, 8, isLittleEndian: true, isWhole: false, starts);
        else if (StartsWith(bytes, "FORM"u8)) Chunks(bytes, 12, 4, 8, isLittleEndian: false, isWhole: false, starts);
        else if (StartsWith(bytes[Math.Min(4, bytes.Length)..], "ftyp"u8)) Chunks(bytes, 0, 0, 0, isLittleEndian: false, isWhole: true, starts);
        else if (StartsWith(bytes, "OggS"u8)) Marks(bytes, "OggS"u8, starts);
        else if (StartsWith(bytes, "fLaC"u8)) Flac(bytes, starts);
        else if (bytes.Length > 1 && bytes[0] == 0xFF) Marks(bytes, bytes[..2], starts);
        else for (var at = PlainLength; at < bytes.Length && starts.Count < MostPieces; at += PlainLength) starts.Add(at);

        var pieces = new List<Range>(starts.Count);
        for (var i = 0; i < starts.Count; i++) pieces.Add(starts[i]..(i + 1 < starts.Count ? starts[i + 1] : bytes.Length));
        return pieces;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark) => bytes.StartsWith(mark);

    /// <param name="bytes">The file.</param>
    /// <param name="first">Offset of the first chunk.</param>
    /// <param name="sizeAt">Offset of its 32-bit size within a chunk.</param>
    /// <param name="head">Bytes of a chunk that its size does not count.</param>
    /// <param name="isLittleEndian">Byte order of the size.</param>
    /// <param name="isWhole">Whether chunks follow each other without padding.</param>
    /// <param name="starts">Receives where they start.</param>
    private static void Chunks(ReadOnlySpan<byte> bytes, int first, int sizeAt, int head, bool isLittleEndian, bool isWhole, List<int> starts)
    {
        long at = first;
        while (at + sizeAt + 4 <= bytes.Length && starts.Count < MostPieces)
        {
            if (at > 0) starts.Add((int)at);
            var field = bytes[(int)(at + sizeAt)..];
            var size = isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(field) : BinaryPrimitives.ReadUInt32BigEndian(field);
            var step = head + (isWhole ? size : size + (size & 1));
            if (step < 8) break;
            at += step;
        }
    }

    private static void Marks(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark, List<int> starts)
    {
        for (var at = mark.Length; starts.Count < MostPieces;)
        {
            var next = at < bytes.Length ? bytes[at..].IndexOf(mark) : -1;
            if (next < 0) return;
            starts.Add(at + next);
            at += next + mark.Length;
        }
    }

    private static void Flac(ReadOnlySpan<byte> bytes, List<int> starts)
    {
        var at = 4;
        while (at + 4 <= bytes.Length)
        {
            starts.Add(at);
            var isLast = (bytes[at] & 0x80) != 0;
            at += 4 + (bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]);
            if (isLast) break;
        }

        if (at + 2 >= bytes.Length) return;
        starts.Add(at);
        var frames = new List<int>();
        Marks(bytes[at..], bytes.Slice(at, 2), frames);
        foreach (var frame in frames) starts.Add(at + frame);
    }
}
