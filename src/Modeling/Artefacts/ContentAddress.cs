using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Modeling.Artefacts;

/// <summary>The content hash that names an artefact.</summary>
/// <remarks>
/// SHA-256 over every file in ordinal order of the names: name, a zero byte, length (64 bit, little endian), bytes. The files mention the version and the hash
/// itself; both are replaced by zeros of the same length before hashing. There is no time in any file, so the same training gives the same name.
/// </remarks>
public static class ContentAddress
{
    /// <summary>Stands for the hash while it is not known yet.</summary>
    public static string NoHash { get; } = new('0', 64);

    /// <summary>Stands for the version while it is not known yet.</summary>
    /// <param name="prefix">The algorithm's prefix, for example <c>lr</c>.</param>
    public static string NoVersion(string prefix) => $"{prefix}-{new string('0', 12)}";

    /// <summary>The version of a hash.</summary>
    public static string Version(string prefix, string hash) => $"{prefix}-{hash[..12]}";

    /// <summary>Computes the hash.</summary>
    /// <param name="files">Bytes by name.</param>
    /// <param name="version">The version that the files mention.</param>
    /// <param name="hash">The hash that the files mention.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Compute(IReadOnlyDictionary<string, byte[]> files, string version, string hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[8];
        foreach (var (name, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var neutral = Replace(Replace(bytes, hash, NoHash), version, NoVersion(version[..^13]));
            BinaryPrimitives.WriteInt64LittleEndian(length, neutral.Length);
            sha.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
            sha.AppendData(length);
            sha.AppendData(neutral);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>Replaces every occurrence of a text by another of the same length; the given bytes stay as they are.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static byte[] Replace(byte[] bytes, string text, string replacement)
    {
        if (text.Length != replacement.Length) throw new ArgumentException("The replacement has another length.", nameof(replacement));
        var needle = Encoding.ASCII.GetBytes(text);
        var patch = Encoding.ASCII.GetBytes(replacement);
        var copy = bytes.ToArray();
        for (var at = 0; ;)
        {
            var found = copy.AsSpan(at).IndexOf(needle);
            if (found < 0) return copy;
            patch.CopyTo(copy.AsSpan(at + found));
            at += found + patch.Length;
        }
    }
}
