using System.Security.Cryptography;
using System.Text;

namespace Cluster.Abstractions.Experiments;

/// <summary>The rules for users as units of experiments.</summary>
public static class ExperimentUnits
{
    /// <summary>Longest unit, in characters.</summary>
    public const int MaxLength = 200;

    private const int HashLength = 16;

    /// <summary>Says what is wrong with a unit; null when nothing is.</summary>
    public static string? Validate(string unit)
    {
        if (unit.Length > MaxLength) return $"unit is {unit.Length} characters long; at most {MaxLength} are allowed.";
        return unit.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? "unit holds a control character or a surrogate." : null;
    }

    /// <summary>What is stored in place of a user: the first 16 bytes of HMAC-SHA-256 under the experiment's salt, as hexadecimal.</summary>
    /// <remarks>Who holds the catalogue but not the users' names cannot list them; names that can be guessed can be tried.</remarks>
    public static string HashOf(string salt, string user) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(user)).AsSpan(0, HashLength));
}
