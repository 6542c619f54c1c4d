namespace Cluster.Modeling.Promotion;

/// <summary>Somebody's wish to promote.</summary>
/// <param name="By">Who wishes; not empty.</param>
/// <param name="Force">Whether to promote although checks do not pass.</param>
/// <param name="Reason">Why; needed to force.</param>
/// <param name="ApprovedBy">Who else approves; null where nobody has.</param>
public sealed record PromotionRequest(string By, bool Force = false, string? Reason = null, string? ApprovedBy = null);
