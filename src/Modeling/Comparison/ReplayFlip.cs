using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Comparison;

/// <summary>A clip whose emotion would change.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="From">What the champion calls it.</param>
/// <param name="To">What the candidate calls it.</param>
/// <param name="Confidence">The candidate's probability of <paramref name="To"/>.</param>
public sealed record ReplayFlip(ClipId Clip, EmotionLabel From, EmotionLabel To, double Confidence);
