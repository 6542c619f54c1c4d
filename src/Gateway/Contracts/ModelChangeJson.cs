namespace Cluster.Gateway.Contracts;

/// <summary>Asks to move an alias.</summary>
/// <param name="ExpectedChampion">The champion that the caller saw; null when there was none, or when <c>If-Match</c> says what was seen.</param>
/// <param name="Reason">Why, for the audit log; at most 1,000 characters.</param>
/// <param name="Evidence">What it rests on, in words or as JSON, for the audit log; at most 4,000 characters.</param>
public sealed record ModelChangeJson(string? ExpectedChampion = null, string? Reason = null, string? Evidence = null);
