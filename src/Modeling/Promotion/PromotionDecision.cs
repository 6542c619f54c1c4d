namespace Cluster.Modeling.Promotion;

/// <summary>Whether a candidate may be promoted.</summary>
/// <param name="Allowed">True when it may.</param>
/// <param name="Forced">True when it may only because somebody forces it; to be recorded with the reason.</param>
/// <param name="Outcome">What the checks come to together: fail before inconclusive before pass.</param>
/// <param name="Checks">Every check, in the order of the gates.</param>
/// <param name="Reasons">What stands, or would have stood, in the way; empty where nothing does.</param>
public sealed record PromotionDecision(
    bool Allowed, bool Forced, GateOutcome Outcome, IReadOnlyList<GateCheck> Checks, IReadOnlyList<string> Reasons);
