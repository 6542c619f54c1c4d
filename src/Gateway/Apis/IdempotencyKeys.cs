using System.Security.Cryptography;
using System.Text;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Ids of what a POST creates: a key makes the id, so that a repeated request meets what the first one made.</summary>
internal static class IdempotencyKeys
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>What is wrong with a key; null when nothing is.</summary>
    public static ProblemHttpResult? Check(string? key) =>
        key is { Length: > MaxLength } ? Problem.BadRequest($"{Header} is longer than {MaxLength} characters.", Header) : null;

    /// <summary>The id that belongs to a key; without one, a new id, ordered by time.</summary>
    /// <param name="key">The key; null or empty for none.</param>
    /// <param name="clock">The time.</param>
    /// <param name="scope">Whose key it is: the same key in another scope makes another id.</param>
    public static string IdOf(string? key, TimeProvider clock, string scope = "") => string.IsNullOrEmpty(key)
        ? Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope + key)))[..32];
}
