using System.Collections.Immutable;
using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Analysis;

/// <summary>What audio work yielded: features of all clips, or why there are none. Exactly one of the two is set.</summary>
/// <param name="Content">Hash, length, format and the clips' features under those of the wanted schemas that take them.</param>
/// <param name="Failure">What went wrong.</param>
public sealed record AudioAnalysis(AnalysedContent? Content, AnalysisFailure? Failure)
{
    /// <summary>Why a schema does not take the clips, by its id; empty when all do.</summary>
    public IReadOnlyDictionary<string, string> Refusals { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why there are no features of a schema, though the audio was analysed.</summary>
    /// <param name="schemaId">The schema.</param>
    public AnalysisFailure Refusal(string schemaId) =>
        new(FailureKind.BadRequest, Refusals.GetValueOrDefault(schemaId) ?? $"This silo does not compute the feature schema '{schemaId}'.");

    /// <summary>An analysis that failed.</summary>
    public static AudioAnalysis Failed(FailureKind kind, string message) => new(null, new AnalysisFailure(kind, message));
}
