using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Shadows;

/// <summary>A track with what shadows say of its stored clips.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Disagreement">What the review queue holds of shadows' disagreement, in [0, 1].</param>
/// <param name="Clips">One for each clip that has an answer.</param>
public sealed record ShadowedTrack(string TrackId, double Disagreement, IReadOnlyList<ShadowedClip> Clips);

/// <summary>A clip with its stored answer and what shadows say of it.</summary>
/// <param name="Answer">The stored answer's probabilities.</param>
/// <param name="Shadows">The shadows' probabilities; none where no shadow has scored this content.</param>
public sealed record ShadowedClip(EmotionProbabilities Answer, IReadOnlyList<EmotionProbabilities> Shadows);
