namespace Cluster.Modeling.Reports;

/// <summary>Whether a model may be promoted.</summary>
/// <param name="Promotable">True when nothing speaks against it.</param>
/// <param name="Reasons">What speaks against it; empty when promotable.</param>
public sealed record Verdict(bool Promotable, IReadOnlyList<string> Reasons);
