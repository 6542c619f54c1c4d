using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Feedbacks;

/// <summary>What the standing feedback on one stretch comes to.</summary>
/// <param name="Emotion">The emotion; null where the feedback does not decide.</param>
/// <param name="Weight">Weight for the emotion.</param>
/// <param name="Total">All weight, for and against.</param>
/// <param name="Voters">Authors who were counted.</param>
public sealed record ResolvedLabel(EmotionLabel? Emotion, double Weight, double Total, int Voters);

/// <summary>Makes a label of standing feedback on one stretch, oldest first. It must depend on nothing else.</summary>
public delegate ResolvedLabel LabelResolver(IReadOnlyList<Abstractions.Feedbacks.Feedback> feedback);
