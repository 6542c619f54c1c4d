using Cluster.Modeling.Comparison;

namespace Cluster.Modeling.Promotion;

/// <summary>What speaks for a candidate.</summary>
/// <param name="HasChampion">Whether there is a model that it would replace.</param>
/// <param name="HeldOut">Its figures on held-out groups; null where unknown.</param>
/// <param name="AgainstChampion">Both models on the same clips; null where they were not compared.</param>
/// <param name="Traffic">What it has done beside the champion; null where it has not.</param>
public sealed record PromotionEvidence(bool HasChampion, HeldOutFigures? HeldOut, ModelComparison? AgainstChampion, TrafficFigures? Traffic);
