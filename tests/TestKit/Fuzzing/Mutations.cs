using System.Buffers.Binary;

namespace Cluster.TestKit.Fuzzing;

/// <summary>Mutations that know nothing of formats. Each leaves its input alone and also takes files that are empty already.</summary>
internal static class Mutations
{
    private const int LongestRun = 4096;

    /// <summary>Values that make sizes, counts and rates overflow, vanish or turn negative, each at every width.</summary>
    private static readonly ulong[] Extremes =
    [
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 768_000, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0,
        0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
    ];

    /// <summary>Turns 1 to 32 bits over.</summary>
    public static byte[] FlipBits(byte[] bytes, byte[] other, Random random)
    {
        var copy = (byte[])bytes.Clone();
        if (copy.Length == 0) return copy;
        for (var n = random.Next(1, 33); n > 0; n--) copy[Position(copy.Length, random)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    /// <summary>Overwrites a run with noise, zeros or ones.</summary>
    public static byte[] OverwriteRun(byte[] bytes, byte[] other, Random random)
    {
        var copy = (byte[])bytes.Clone();
        if (copy.Length == 0) return copy;
        var start = Position(copy.Length, random);
        Fill(copy.AsSpan(start, Math.Min(copy.Length - start, RunLength(random))), random);
        return copy;
    }

    /// <summary>Writes an extreme number of 2, 4 or 8 bytes, most often near the start.</summary>
    public static byte[] ExtremeField(byte[] bytes, byte[] other, Random random)
    {
        var copy = (byte[])bytes.Clone();
        var width = 2 << random.Next(3);
        if (copy.Length < width) return copy;
        var at = Math.Min(Position(copy.Length, random) & ~1, copy.Length - width);
        WriteExtreme(copy.AsSpan(at, width), random);
        return copy;
    }

    /// <summary>Cuts the end off.</summary>
    public static byte[] Truncate(byte[] bytes, byte[] other, Random random) => bytes[..Position(bytes.Length + 1, random)];

    /// <summary>The start of this file and the end of the other.</summary>
    public static byte[] Splice(byte[] bytes, byte[] other, Random random) =>
        [.. bytes.AsSpan(0, Position(bytes.Length + 1, random)), .. other.AsSpan(Position(other.Length + 1, random))];

    /// <summary>Pushes noise, zeros or ones in.</summary>
    public static byte[] InsertGarbage(byte[] bytes, byte[] other, Random random)
    {
        var at = Position(bytes.Length + 1, random);
        var garbage = new byte[RunLength(random)];
        Fill(garbage, random);
        return [.. bytes.AsSpan(0, at), .. garbage, .. bytes.AsSpan(at)];
    }

    /// <summary>Repeats the end up to fifty times: a long stream.</summary>
    public static byte[] RepeatEnd(byte[] bytes, byte[] other, Random random)
    {
        var end = bytes.AsSpan(Position(bytes.Length + 1, random));
        var times = Math.Min(random.Next(1, 51), (Mutator.MostBytes - bytes.Length) / Math.Max(1, end.Length));
        var longer = new byte[bytes.Length + (Math.Max(0, times) * end.Length)];
        bytes.CopyTo(longer, 0);
        for (var at = bytes.Length; at < longer.Length; at += end.Length) end.CopyTo(longer.AsSpan(at));
        return longer;
    }

    /// <summary>Writes an extreme number as wide as the field, in either byte order.</summary>
    public static void WriteExtreme(Span<byte> field, Random random)
    {
        var value = random.Next(4) == 0 ? (ulong)random.NextInt64() : Extremes[random.Next(Extremes.Length)];
        Span<byte> wide = stackalloc byte[8];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(wide, value);
            wide[..field.Length].CopyTo(field);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(wide, value);
            wide[(8 - field.Length)..].CopyTo(field);
        }
    }

    /// <summary>A position below a limit: every other time in the first 256 bytes, where headers are.</summary>
    public static int Position(int limit, Random random) => limit <= 1 ? 0 : random.Next(random.Next(2) == 0 ? limit : Math.Min(limit, 256));

    private static int RunLength(Random random) => random.Next(1, 1 + (random.Next(2) == 0 ? 16 : LongestRun));

    private static void Fill(Span<byte> run, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                run.Clear();
                break;
            case 1:
                run.Fill(0xFF);
                break;
            default:
                random.NextBytes(run);
                break;
        }
    }
}
