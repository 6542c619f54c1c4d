namespace Cluster.TestKit.Postgres;

/// <summary>Where a server of the tests is, when it is not to be somewhere temporary and on loopback only.</summary>
/// <param name="Data">The folder of what it holds, which must not be there yet and which is left there; null for a temporary one.</param>
/// <param name="Address">A second address that it answers at, beside loopback, to its network of 256 addresses.</param>
public sealed record PostgresPlace(string? Data = null, string? Address = null);
