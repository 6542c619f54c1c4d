namespace Cluster.TestKit.Fuzzing;

/// <summary>Forges the fields that say rates, channels, block sizes and lengths, where the format is one whose fields are known here.</summary>
internal static class HeaderFields
{
    // Marks, and where behind each its fields start and how wide they are. Sources: the formats' own specifications.
    private static readonly (byte[] Mark, (int Offset, int Width)[] Fields)[] Known =
    [
        // Chunk size, tag, channels, rate, bytes per second, block size, bits, size of the extension, valid bits, samples per block.
        ("fmt "u8.ToArray(), [(4, 4), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2), (22, 2), (24, 2), (26, 2)]),
        ("data"u8.ToArray(), [(4, 4)]),
        ("fact"u8.ToArray(), [(4, 4), (8, 4)]),
        ("ds64"u8.ToArray(), [(4, 4), (8, 8), (16, 8), (24, 8), (32, 4)]),
        // Chunk size, channels, frames, bits, exponent and mantissa of the rate.
        ("COMM"u8.ToArray(), [(4, 4), (8, 2), (10, 4), (14, 2), (16, 2), (18, 8)]),
        ("SSND"u8.ToArray(), [(4, 4), (8, 4), (12, 4)]),
        // Header, least and largest block, then 20 bits of rate, 3 of channels, 5 of bits and 36 of length.
        ("fLaC"u8.ToArray(), [(4, 4), (8, 2), (10, 2), (12, 2), (18, 4), (20, 2), (22, 4)]),
        // Channels, rate, three bit rates and the block sizes.
        ("\u0001vorbis"u8.ToArray(), [(7, 4), (11, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2)]),
        ("\u0003vorbis"u8.ToArray(), [(7, 4), (11, 4)]),
        // Channels, samples to skip, rate, gain, mapping.
        ("OpusHead"u8.ToArray(), [(8, 2), (10, 2), (12, 4), (16, 2), (18, 2)]),
        ("OpusTags"u8.ToArray(), [(8, 4), (12, 4)]),
        // Granule position and number of segments.
        ("OggS"u8.ToArray(), [(4, 2), (6, 8), (26, 2)]),
        // Offset, size, encoding, rate, channels.
        (".snd"u8.ToArray(), [(4, 4), (8, 4), (12, 4), (16, 4), (20, 4)]),
        // Size, then the rate as a double, format, flags, bytes and frames per packet, channels, bits.
        ("desc"u8.ToArray(), [(4, 8), (12, 8), (20, 4), (24, 4), (28, 4), (32, 4), (36, 4), (40, 4)]),
        // Frames, bytes and flags of a variable-rate MP3.
        ("Xing"u8.ToArray(), [(4, 4), (8, 4), (12, 4)]),
        ("Info"u8.ToArray(), [(4, 4), (8, 4), (12, 4)]),
        // MP4: sizes and counts of the tables, and the times' scales.
        ("mdhd"u8.ToArray(), [(-4, 4), (16, 4), (20, 4)]),
        ("mp4a"u8.ToArray(), [(-4, 4), (20, 2), (28, 4)]),
        ("stsz"u8.ToArray(), [(-4, 4), (8, 4), (12, 4)]),
        ("stco"u8.ToArray(), [(-4, 4), (8, 4), (12, 4)]),
        ("stts"u8.ToArray(), [(-4, 4), (8, 4), (12, 4), (16, 4)]),
        ("stsc"u8.ToArray(), [(-4, 4), (8, 4), (16, 4)]),
        ("mdat"u8.ToArray(), [(-4, 4)]),
    ];

    /// <summary>Makes one to three known fields extreme or merely wrong; any field where none is known.</summary>
    public static byte[] Forge(byte[] bytes, byte[] other, Random random)
    {
        var places = new List<(int At, int Width)>();
        foreach (var (mark, fields) in Known)
        {
            var found = bytes.AsSpan().IndexOf(mark);
            if (found < 0) continue;
            foreach (var (offset, width) in fields)
            {
                if (found + offset >= 0 && found + offset + width <= bytes.Length) places.Add((found + offset, width));
            }
        }

        if (places.Count == 0) return Mutations.ExtremeField(bytes, other, random);
        var copy = (byte[])bytes.Clone();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var (at, width) = places[random.Next(places.Count)];
            if (random.Next(4) == 0) copy[at + random.Next(width)] = (byte)random.Next(256);
            else Mutations.WriteExtreme(copy.AsSpan(at, width), random);
        }

        return copy;
    }
}
