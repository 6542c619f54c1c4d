using System.Buffers.Binary;

namespace Cluster.TestKit.Fuzzing;

/// <summary>Whole headers and tags made up from extreme numbers, put before or behind a file.</summary>
internal static class ForgedHeaders
{
    /// <summary>ID3v2 with absurd sizes before the file, or ID3v1 or APE behind it.</summary>
    public static byte[] Tag(byte[] bytes, byte[] other, Random random)
    {
        var tag = new byte[random.Next(10, 300)];
        random.NextBytes(tag);
        switch (random.Next(4))
        {
            case 0:
                "TAG"u8.CopyTo(tag);
                return [.. bytes, .. tag];
            case 1:
                if (tag.Length < 32) Array.Resize(ref tag, 32);
                "APETAGEX"u8.CopyTo(tag);
                Mutations.WriteExtreme(tag.AsSpan(12, 4), random);
                Mutations.WriteExtreme(tag.AsSpan(16, 4), random);
                return [.. bytes, .. tag];
            default:
                "ID3"u8.CopyTo(tag);
                tag[3] = (byte)random.Next(2, 5);
                tag[4] = 0;
                tag[5] = (byte)(random.Next(4) == 0 ? random.Next(256) : 0);
                // Seven bits a byte; eight are against the rules, and tried too.
                var size = random.Next(3) == 0 ? tag.Length - 10 : random.Next();
                for (var i = 0; i < 4; i++) tag[6 + i] = (byte)((size >> (7 * (3 - i))) & 0x7F);
                if (random.Next(4) == 0) Mutations.WriteExtreme(tag.AsSpan(6, 4), random);
                Frame(tag.AsSpan(10), random);
                return [.. tag, .. bytes];
        }
    }

    /// <summary>An extensible WAVE, RF64 or AIFF-C header before the file's bytes.</summary>
    public static byte[] Header(byte[] bytes, byte[] other, Random random) => random.Next(3) switch
    {
        0 => [.. Riff("RIFF"u8, [.. Extensible(random), .. "data"u8, .. Number(4, random)], random), .. bytes],
        1 =>
        [
            .. Riff(
                "RF64"u8,
                [
                    .. "ds64"u8, .. Le(28), .. Number(8, random), .. Number(8, random), .. Number(8, random), .. Number(4, random),
                    .. Extensible(random), .. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF,
                ],
                random),
            .. bytes,
        ],
        _ => [.. AiffC(random), .. bytes],
    };

    private static void Frame(Span<byte> body, Random random)
    {
        ReadOnlySpan<byte> names = "TIT2APICCOMMUSLTRVA2TLENTXXXGEOB"u8;
        if (body.Length < 10) return;
        names.Slice(4 * random.Next(names.Length / 4), 4).CopyTo(body);
        Mutations.WriteExtreme(body.Slice(4, 4), random);
        body[8] = body[9] = 0;
    }

    private static byte[] Riff(ReadOnlySpan<byte> mark, byte[] body, Random random) => [.. mark, .. Number(4, random), .. "WAVE"u8, .. body];

    private static byte[] Extensible(Random random)
    {
        var format = new byte[48];
        "fmt "u8.CopyTo(format);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), 40);
        Put(format, 8, 0xFFFE);
        Put(format, 10, Pick(random, 1, 2, 6, 64, 65, 255, 0));
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(12), Pick(random, 44_100, 1_000, 767_999, 768_000, 44_101, 0, int.MaxValue));
        Put(format, 20, Pick(random, 2, 4, 8, 512, 65_535, 0, 3));
        Put(format, 22, Pick(random, 16, 8, 24, 32, 64, 0, 65_535));
        Put(format, 24, Pick(random, 22, 0, 65_535));
        Put(format, 26, Pick(random, 16, 0, 24, 65_535));
        Put(format, 32, Pick(random, 1, 3, 2, 6, 0x11, 0xFFFE)); // the tag within the sub-format
        "\0\0\0\0\u0010\0"u8.CopyTo(format.AsSpan(34));
        return format;
    }

    private static byte[] AiffC(Random random)
    {
        ReadOnlySpan<byte> kinds = "NONEsowtfl32fl64alawulawima4GSM G722raw in24"u8;
        return
        [
            .. "FORM"u8, .. Number(4, random), .. "AIFC"u8,
            .. "COMM"u8, 0, 0, 0, 24, .. Number(2, random), .. Number(4, random), 0, (byte)Pick(random, 16, 8, 24, 32, 0, 255),
            0x40, (byte)Pick(random, 14, 30, 0, 255), .. Number(8, random), .. kinds.Slice(4 * random.Next(kinds.Length / 4), 4), 0, 0,
            .. "SSND"u8, .. Number(4, random), .. Number(4, random), .. Number(4, random),
        ];
    }

    private static int Pick(Random random, params ReadOnlySpan<int> values) => values[random.Next(values.Length)];

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);

    private static byte[] Le(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Number(int width, Random random)
    {
        var bytes = new byte[width];
        Mutations.WriteExtreme(bytes, random);
        return bytes;
    }
}
