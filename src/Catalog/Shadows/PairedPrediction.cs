using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Shadows;

/// <summary>What two models said of the same stretch of the same content.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Champion">The one's probabilities: of the stored answer, else as a shadow.</param>
/// <param name="Candidate">The other's, as a shadow.</param>
/// <param name="Truth">The label of the stretch, else that of the whole track; null where there is neither.</param>
/// <param name="Artist">The track's artist.</param>
/// <param name="Genre">The track's genre.</param>
/// <param name="TempoBpm">The clip's tempo, in beats per minute, where the features have one.</param>
public sealed record PairedPrediction(
    ClipId Clip, EmotionProbabilities Champion, EmotionProbabilities Candidate, EmotionLabel? Truth, string? Artist, string? Genre, double? TempoBpm);

/// <summary>Pairs of a candidate and a champion.</summary>
/// <param name="Sample">Pairs in the order of a stable hash, so that the first ones are a fair sample of all; labelled or not.</param>
/// <param name="IsWhole">True when there are no more than these.</param>
/// <param name="Labelled">The labelled ones among all pairs, in that order too: labels are few, so the sample alone would miss most.</param>
public sealed record PredictionPairs(IReadOnlyList<PairedPrediction> Sample, bool IsWhole, IReadOnlyList<PairedPrediction> Labelled);
