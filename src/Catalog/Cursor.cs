using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Catalog;

/// <summary>The opaque text that asks for the next page: where the last page ended, bound to the query that it belongs to.</summary>
internal static class Cursor
{
    private const int FingerprintLength = 8;

    /// <summary>Makes a cursor.</summary>
    /// <param name="query">Everything that decides which entries are listed and in which order.</param>
    /// <param name="write">Writes the position.</param>
    public static string Encode(string query, Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Fingerprint(query));
        write(writer);
        writer.Flush();
        return Base64Url.EncodeToString(bytes.ToArray());
    }

    /// <summary>Reads a cursor's position.</summary>
    /// <exception cref="FormatException">It is not one of ours, or is of another query.</exception>
    public static T Decode<T>(string cursor, string query, Func<BinaryReader, T> read)
    {
        try
        {
            using var bytes = new MemoryStream(Base64Url.DecodeFromChars(cursor));
            using var reader = new BinaryReader(bytes, Encoding.UTF8);
            if (!reader.ReadBytes(FingerprintLength).AsSpan().SequenceEqual(Fingerprint(query))) throw new FormatException("The cursor is of another query.");
            var position = read(reader);
            return bytes.Position == bytes.Length ? position : throw new FormatException("The cursor is too long.");
        }
        catch (Exception error) when (error is EndOfStreamException or IOException or ArgumentException)
        {
            throw new FormatException("The cursor is not one of this catalogue's.", error);
        }
    }

    private static byte[] Fingerprint(string query) => SHA256.HashData(Encoding.UTF8.GetBytes(query))[..FingerprintLength];
}
