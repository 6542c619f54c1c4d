using System.Buffers.Binary;
using System.Text.Json;

namespace Cluster.Modeling.Torch.Safetensors;

/// <summary>Files of tensors in the open safetensors format: numbers and their names, nothing that could run.</summary>
/// <remarks>
/// <para>A file is the length of the header (64 bits, little endian), the header (JSON: per name <c>dtype</c>, <c>shape</c> and <c>data_offsets</c>), and the
/// numbers one tensor behind the other. Written with names in ordinal order and a header padded by spaces to a multiple of 8 bytes, so that the same tensors give the same bytes.</para>
/// <para>Only <c>F32</c> is written and read. Source: the format's description in the repository huggingface/safetensors.</para>
/// </remarks>
internal static class SafetensorsFile
{
    /// <summary>Greatest size of a header in bytes.</summary>
    public const int MaxHeaderBytes = 1 << 16;

    private const int LengthBytes = 8;
    private static readonly JsonDocumentOptions HeaderOptions = new() { MaxDepth = 4 };

    /// <summary>Writes tensors.</summary>
    /// <exception cref="ArgumentException">A tensor's values are not as many as its shape says, a name is doubled, or there are so many that the header would be too large.</exception>
    public static byte[] Write(IEnumerable<NamedTensor> tensors)
    {
        NamedTensor[] sorted = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            var (at, last) = (0L, (string?)null);
            foreach (var tensor in sorted)
            {
                if (tensor.Name == last) throw new ArgumentException($"There are two tensors '{tensor.Name}'.", nameof(tensors));
                if (NamedTensor.CountOf(tensor.Shape) != tensor.Values.Length)
                    throw new ArgumentException($"The tensor '{tensor.Name}' has {tensor.Values.Length} values in the shape [{string.Join(", ", tensor.Shape)}].", nameof(tensors));
                last = tensor.Name;
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += sizeof(float) * (long)tensor.Values.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (header.Length % LengthBytes != 0) header.WriteByte((byte)' ');
        if (header.Length > MaxHeaderBytes) throw new ArgumentException($"The names and shapes take {header.Length} bytes; at most {MaxHeaderBytes} are written.", nameof(tensors));
        var file = new byte[LengthBytes + header.Length + sorted.Sum(tensor => sizeof(float) * (long)tensor.Values.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.GetBuffer().AsSpan(0, (int)header.Length).CopyTo(file.AsSpan(LengthBytes));
        var start = LengthBytes + (int)header.Length;
        foreach (var tensor in sorted)
        {
            foreach (var value in tensor.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(start), value);
                start += sizeof(float);
            }
        }

        return file;
    }

    /// <summary>Reads a whole file. Every tensor lies within it, none overlaps another, and no byte is left over.</summary>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InvalidDataException">The bytes are no such file; the message says what is wrong.</exception>
    public static IReadOnlyDictionary<string, NamedTensor> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < LengthBytes) throw Damaged($"it has {file.Length} bytes, too few for the length of its header");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > MaxHeaderBytes) throw Damaged($"its header is said to have {length} bytes; at most {MaxHeaderBytes} are read");
        if (length > (ulong)(file.Length - LengthBytes)) throw Damaged($"its header is said to have {length} bytes, the file has {file.Length}");
        var header = file.Slice(LengthBytes, (int)length);
        var data = file[(LengthBytes + (int)length)..];
        var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var (name, shape, from, to) in ReadHeader(header).OrderBy(entry => entry.From).ThenBy(entry => entry.To))
        {
            if (from != end) throw Damaged($"the numbers of '{name}' start at byte {from}; the tensor before them ends at {end}");
            if (to > data.Length) throw Damaged($"the numbers of '{name}' end at byte {to}; there are {data.Length}");
            if (!tensors.TryAdd(name, new NamedTensor(name, shape, ReadValues(data[(int)from..(int)to])))) throw Damaged($"it names '{name}' twice");
            end = to;
        }

        if (end != data.Length) throw Damaged($"{data.Length - end} bytes are left over behind the last tensor");
        return tensors;
    }

    private static List<(string Name, int[] Shape, long From, long To)> ReadHeader(ReadOnlySpan<byte> header)
    {
        // A header that starts otherwise could be taken for something else by another reader.
        if (header.IsEmpty || header[0] != (byte)'{') throw Damaged("its header is no JSON object");
        try
        {
            using var document = JsonDocument.Parse(header.ToArray(), HeaderOptions);
            return [.. document.RootElement.EnumerateObject().Select(entry => ReadEntry(entry.Name, entry.Value))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("its header cannot be read: " + failure.Message, failure);
        }
    }

    private static (string Name, int[] Shape, long From, long To) ReadEntry(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw Damaged($"the entry '{name}' is no object");
        string[] wanted = ["data_offsets", "dtype", "shape"];
        if (!entry.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).SequenceEqual(wanted))
            throw Damaged($"the entry '{name}' has not exactly {string.Join(", ", wanted)}");
        if (entry.GetProperty("dtype").GetString() is not "F32" and var type) throw Damaged($"'{name}' is of the type {type}; only F32 is read");
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        long[] offsets = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (shape.Any(size => size < 1)) throw Damaged($"'{name}' has a size below 1");
        if (offsets is not [>= 0 and var from, var to] || to < from) throw Damaged($"'{name}' has offsets that are no stretch");
        long count;
        try
        {
            count = NamedTensor.CountOf(shape);
        }
        catch (OverflowException)
        {
            throw Damaged($"the shape of '{name}' is too large");
        }

        return (to - from) % sizeof(float) == 0 && (to - from) / sizeof(float) == count
            ? (name, shape, from, to)
            : throw Damaged($"the shape of '{name}' calls for {count} numbers, its stretch has {to - from} bytes");
    }

    private static float[] ReadValues(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return values;
    }

    private static InvalidDataException Damaged(string what) => new(what);
}
