using Cluster.Abstractions.Emotions;

namespace Cluster.DemoMusic.Reports;

/// <summary>What the cluster said about a track, beside the truth.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Truth">The emotion that it was made to have.</param>
/// <param name="Predicted">The emotion that it was tagged with.</param>
/// <param name="Decision">What may be done with the tag.</param>
public sealed record TaggedTrack(string TrackId, EmotionLabel Truth, EmotionLabel Predicted, TagDecision Decision);
