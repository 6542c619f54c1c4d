using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Cluster.FeaturizerWorker.Protocol;

/// <summary>The protocol's version, serializer and limits.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ParentMessage))]
[JsonSerializable(typeof(ChildMessage))]
internal sealed partial class WireProtocol : JsonSerializerContext
{
    /// <summary>Both sides must agree on this.</summary>
    public const int Version = 2;

    /// <summary>Longest line in bytes: a vector of 100,000 values would still fit.</summary>
    public const int MaxLineBytes = 1 << 20;

    /// <summary>Values as little-endian float32.</summary>
    public static byte[] Pack(ReadOnlySpan<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian) ReverseEachFour(bytes);
        return bytes;
    }

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    /// <exception cref="FormatException">The bytes are not whole values.</exception>
    public static float[] Unpack(byte[] bytes)
    {
        if (bytes.Length % sizeof(float) != 0) throw new FormatException($"{bytes.Length} bytes are not whole float32 values.");
        var values = new float[bytes.Length / sizeof(float)];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian) ReverseEachFour(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static void ReverseEachFour(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i += sizeof(float)) bytes.Slice(i, sizeof(float)).Reverse();
    }
}
