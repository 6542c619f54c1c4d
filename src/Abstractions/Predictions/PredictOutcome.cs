using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Explanations;

namespace Cluster.Abstractions.Predictions;

/// <summary>The emotion of a file, or why there is none.</summary>
/// <param name="Emotion">Over all that was analysed; null when it failed.</param>
/// <param name="Clips">The clips with their predictions, starts relative to the file.</param>
/// <param name="DurationS">Seconds that were analysed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Explanations">Explanations, where they were asked for.</param>
/// <param name="Experiments">The arms that it is in; default for none.</param>
[GenerateSerializer, Immutable, Alias("predict-outcome")]
public sealed record PredictOutcome(
    [property: Id(0)] TrackEmotion? Emotion,
    [property: Id(1)] ImmutableArray<Clip> Clips,
    [property: Id(2)] double DurationS,
    [property: Id(3)] AnalysisFailure? Failure,
    [property: Id(4)] PredictionExplanations? Explanations = null,
    [property: Id(5)] ImmutableArray<ExperimentTag> Experiments = default);
