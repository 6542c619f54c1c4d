using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Catalog.Shadows;

/// <summary>Puts clips in an order that has nothing to do with what they are: the first n of it are a fair sample, the same on every store and for every model.</summary>
internal static class SampleKey
{
    /// <summary>The first 63 bits of SHA-256 over the clip's position, a bar and the track's id in UTF-8.</summary>
    public static long Of(string trackId, int clipIndex)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{clipIndex}|{trackId}");
        return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;
    }
}
