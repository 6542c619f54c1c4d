using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;

namespace Cluster.Catalog.Shadows;

/// <summary>What a shadow said of one clip of a stored track.</summary>
/// <param name="ModelVersion">The shadow.</param>
/// <param name="TrackId">The track.</param>
/// <param name="ClipIndex">The clip's position.</param>
/// <param name="Stretch">The clip's stretch, by which it is known again after another cutting.</param>
/// <param name="ContentHash">The audio's hash: another content under the same track id is another clip.</param>
/// <param name="SchemaId">The features' schema.</param>
/// <param name="Probabilities">Calibrated probabilities.</param>
/// <param name="TempoBpm">The clip's tempo, in beats per minute, where the features have one.</param>
/// <param name="PredictedAt">When it was said; of several the latest is kept.</param>
public sealed record ShadowPrediction(
    string ModelVersion,
    string TrackId,
    int ClipIndex,
    FeedbackStretch Stretch,
    string ContentHash,
    string SchemaId,
    EmotionProbabilities Probabilities,
    double? TempoBpm,
    DateTimeOffset PredictedAt);
