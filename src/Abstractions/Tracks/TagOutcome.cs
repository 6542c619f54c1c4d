using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Predictions;

namespace Cluster.Abstractions.Tracks;

/// <summary>What became of an analysis: the tagged track, or why there is none.</summary>
/// <param name="Track">The track with its emotion; null when it failed.</param>
/// <param name="Unchanged">True when the stored result already was of the same content, schema and model.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Experiments">The arms that the answer is in; default for none.</param>
[GenerateSerializer, Immutable, Alias("tag-outcome")]
public sealed record TagOutcome(
    [property: Id(0)] Track? Track,
    [property: Id(1)] bool Unchanged,
    [property: Id(2)] AnalysisFailure? Failure,
    [property: Id(3)] ImmutableArray<ExperimentTag> Experiments = default);
