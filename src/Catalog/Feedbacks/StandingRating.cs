using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;

namespace Cluster.Catalog.Feedbacks;

/// <summary>What one author last called one stretch.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Stretch">The stretch.</param>
/// <param name="Author">The author.</param>
/// <param name="Emotion">The emotion.</param>
public sealed record StandingRating(string TrackId, FeedbackStretch Stretch, FeedbackAuthor Author, EmotionLabel Emotion);
