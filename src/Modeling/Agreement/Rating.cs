using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Agreement;

/// <summary>What one person calls one thing.</summary>
/// <param name="Item">The clip or track.</param>
/// <param name="Rater">The person.</param>
/// <param name="Label">The emotion.</param>
public sealed record Rating(string Item, string Rater, EmotionLabel Label);
