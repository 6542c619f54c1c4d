using Cluster.Abstractions.Emotions;

namespace Cluster.DemoMusic.Reports;

/// <summary>How well one emotion was found.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Precision">Share of the tracks tagged with it that have it; 0 when none was.</param>
/// <param name="Recall">Share of its tracks that were tagged with it; 0 when there are none.</param>
/// <param name="F1">Harmonic mean of both; 0 when both are.</param>
/// <param name="Tracks">Tracks that have it.</param>
public sealed record EmotionScore(EmotionLabel Emotion, double Precision, double Recall, double F1, int Tracks);
