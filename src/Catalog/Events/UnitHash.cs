using System.Security.Cryptography;
using System.Text;

namespace Cluster.Catalog.Events;

/// <summary>The form in which users are stored: HMAC-SHA256 under the catalogue's salt, its first 16 bytes.</summary>
internal static class UnitHash
{
    private const int Length = 16;

    public static byte[] Of(byte[] salt, string unit) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(unit))[..Length];

    public static string ToText(byte[] hash) => Convert.ToHexStringLower(hash);
}
