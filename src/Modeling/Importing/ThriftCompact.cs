using System.Buffers.Binary;
using System.Globalization;

namespace Cluster.Modeling.Importing;

/// <summary>Checks that bytes are one whole structure of Thrift's compact protocol, with the fields that a Parquet footer has, without building anything.</summary>
/// <remarks>
/// Lists and texts state their length in front, and a reader takes a field's type from its number: one damaged byte makes it reserve and fill for minutes what was
/// never there. Here every length is held against the bytes that are left, and every known field against its type. Sources: Apache Thrift,
/// doc/specs/thrift-compact-protocol.md; Apache Parquet, src/main/thrift/parquet.thrift.
/// </remarks>
internal ref struct ThriftCompact
{
    private const int MaxDepth = 32;
    private static readonly Dictionary<(string, int), (Kind Kind, string? Of)> Fields = FooterFields();
    private readonly ReadOnlySpan<byte> bytes;
    private int position;

    private ThriftCompact(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    private enum Kind
    {
        True = 1,
        False = 2,
        Byte = 3,
        Int16 = 4,
        Int32 = 5,
        Int64 = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12,
        Uuid = 13,
    }

    /// <summary>Whether the bytes begin with a whole footer whose lengths and types all fit.</summary>
    public static bool IsFooter(ReadOnlySpan<byte> bytes) => new ThriftCompact(bytes).SkipStruct("file", 0);

    /// <summary>Whether the last bytes of a Parquet file, before its closing mark, are a whole footer.</summary>
    /// <param name="stream">The file; its position is moved.</param>
    /// <param name="maxBytes">The longest footer.</param>
    public static bool HasFooter(Stream stream, int maxBytes)
    {
        Span<byte> length = stackalloc byte[4];
        stream.Seek(-8, SeekOrigin.End);
        stream.ReadExactly(length);
        var count = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (count <= 0 || count > maxBytes || count > stream.Length - 12) return false;
        var footer = new byte[count];
        stream.Seek(-8L - count, SeekOrigin.End);
        stream.ReadExactly(footer);
        return IsFooter(footer);
    }

    // Fields by structure: their number, what they are, and for structures and lists of them, of which structure.
    private static Dictionary<(string, int), (Kind Kind, string? Of)> FooterFields()
    {
        var fields = new Dictionary<(string, int), (Kind, string?)>();
        foreach (var line in (string[])
        [
            "file 1i 2l:element 3i 4l:group 5l:pair 6b 7l:order 8s 9b", "element 1i 2i 3i 4b 5i 6i 7i 8i 9i 10s:logical", "group 1l:chunk 2i 3i 4l 5i 6i 7i",
            "chunk 1b 2i 3s:column 4i 5i 6i 7i 8s 9b", "column 1i 2l 3l 4i 5i 6i 7i 8l:pair 9i 10i 11i 12s:statistics 13l:encoding 14i 15i 16s 17s", "pair 1b 2b",
            "statistics 1b 2b 3i 4i 5b 6b 7f 8f", "encoding 1i 2i 3i", "order 1s", "logical 1s 2s 3s 4s 5s:decimal 6s 7s:time 8s:time 10s:integer 11s 12s 13s 14s 15s",
            "decimal 1i 2i", "time 1f 2s:unit", "unit 1s 2s 3s", "integer 1y 2f",
        ])
        {
            var words = line.Split(' ');
            foreach (var word in words.Skip(1))
            {
                var parts = word.Split(':');
                var kind = parts[0][^1] switch
                {
                    'i' => Kind.Int64,
                    'b' => Kind.Binary,
                    'l' => Kind.List,
                    'f' => Kind.True,
                    'y' => Kind.Byte,
                    _ => Kind.Struct,
                };
                fields[(words[0], int.Parse(parts[0].AsSpan(0, parts[0].Length - 1), CultureInfo.InvariantCulture))] = (kind, parts.ElementAtOrDefault(1));
            }
        }

        return fields;
    }

    // The widths of whole numbers are written alike, and the two truth values are kinds of their own.
    private static Kind Plain(Kind kind) => kind switch
    {
        Kind.Int16 or Kind.Int32 => Kind.Int64,
        Kind.False => Kind.True,
        _ => kind,
    };

    private bool SkipStruct(string? name, int depth)
    {
        if (depth > MaxDepth) return false;
        var number = 0;
        while (position < bytes.Length)
        {
            var header = bytes[position++];
            if (header == 0) return true;
            number += header >> 4;
            if (header >> 4 == 0)
            {
                if (!SkipVarint(out var full)) return false;
                number = (short)((long)(full >> 1) ^ -(long)(full & 1));
            }

            var kind = (Kind)(header & 15);
            string? inside = null;
            if (name is not null && Fields.TryGetValue((name, number), out var field))
            {
                if (Plain(kind) != field.Kind) return false;
                inside = field.Of;
            }

            if (kind is not (Kind.True or Kind.False) && !SkipValue(kind, inside, depth)) return false;
        }

        return false;
    }

    private bool SkipValue(Kind kind, string? name, int depth) => kind switch
    {
        Kind.True or Kind.False or Kind.Byte => Skip(1),                         // as an element; a field's truth value is its kind
        Kind.Int16 or Kind.Int32 or Kind.Int64 => SkipVarint(out _),
        Kind.Double => Skip(8),
        Kind.Uuid => Skip(16),
        Kind.Binary => SkipVarint(out var length) && Skip(length),
        Kind.List or Kind.Set => SkipList(name, depth),
        Kind.Map => SkipMap(depth),
        Kind.Struct => SkipStruct(name, depth + 1),
        _ => false,
    };

    private bool SkipList(string? name, int depth)
    {
        if (position >= bytes.Length || depth > MaxDepth) return false;
        var header = bytes[position++];
        var count = (ulong)(header >> 4);
        if (count == 15 && !SkipVarint(out count)) return false;
        if (count > (ulong)(bytes.Length - position)) return false;              // no element is shorter than a byte
        if (name is not null && (Kind)(header & 15) != Kind.Struct) return false;
        for (; count > 0; count--)
        {
            if (!SkipValue((Kind)(header & 15), name, depth + 1)) return false;
        }

        return true;
    }

    private bool SkipMap(int depth)
    {
        if (depth > MaxDepth || !SkipVarint(out var count)) return false;
        if (count == 0) return true;
        if (count > (ulong)(bytes.Length - position) || position >= bytes.Length) return false;
        var kinds = bytes[position++];
        for (; count > 0; count--)
        {
            if (!SkipValue((Kind)(kinds >> 4), null, depth + 1) || !SkipValue((Kind)(kinds & 15), null, depth + 1)) return false;
        }

        return true;
    }

    private bool Skip(ulong count)
    {
        if (count > (ulong)(bytes.Length - position)) return false;
        position += (int)count;
        return true;
    }

    private bool SkipVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70 && position < bytes.Length; shift += 7)
        {
            var part = bytes[position++];
            if (shift < 64) value |= (ulong)(part & 127) << shift;
            if (part < 128) return true;
        }

        return false;
    }
}
