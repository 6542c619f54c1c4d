namespace Cluster.Gateway.Contracts;

/// <summary>Asks to make a version the champion.</summary>
/// <param name="ExpectedChampion">The champion that the caller saw; null when there was none, or when <c>If-Match</c> says what was seen.</param>
/// <param name="Reason">Why, for the audit log; at most 1,000 characters. Needed to force.</param>
/// <param name="Evidence">What it rests on, in words or as JSON, for the audit log, which records the checks beside it; about 2,000 characters always fit.</param>
/// <param name="Force">Whether to promote although the gates do not let it pass.</param>
/// <param name="ApprovedBy">Who else approves; at most 100 characters. A claim, like the caller's own name.</param>
public sealed record PromoteModelJson(string? ExpectedChampion = null, string? Reason = null, string? Evidence = null, bool Force = false, string? ApprovedBy = null);
