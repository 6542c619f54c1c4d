using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Modeling.Experiments;

/// <summary>The hash by which a track or user is assigned: the same in every process, on every machine, for ever.</summary>
public static class StickyHash
{
    /// <summary>The first four bytes, big-endian, of SHA-256 over the salt's UTF-8 length (four bytes, big-endian), the salt, and the key.</summary>
    /// <remarks>The length keeps salt "ab" with key "c" apart from "a" with "bc". Values are even over all 2^32.</remarks>
    public static uint Of(string salt, string key)
    {
        var length = Encoding.UTF8.GetByteCount(salt);
        var bytes = new byte[4 + length + Encoding.UTF8.GetByteCount(key)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        Encoding.UTF8.GetBytes(salt, bytes.AsSpan(4));
        Encoding.UTF8.GetBytes(key, bytes.AsSpan(4 + length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
