using System.Collections.Immutable;
using Cluster.Abstractions.Predictions;

namespace Cluster.FeaturizerWorker;

/// <summary>The features of a file, or why there are none.</summary>
/// <param name="Audio">What was learnt about the file; null when it failed.</param>
/// <param name="Clips">The clips in order of their index, under the first schema; empty when it failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record FeaturizeResult(FeaturizedAudio? Audio, ImmutableArray<ClipVector> Clips, AnalysisFailure? Failure)
{
    /// <summary>All schemas that were asked for, in that order; empty when it failed. At least one took the clips.</summary>
    public ImmutableArray<SchemaVectors> Schemas { get; init; } = [];

    /// <summary>A failure.</summary>
    public static FeaturizeResult Failed(FailureKind kind, string message) => new(null, [], new AnalysisFailure(kind, message));
}

/// <summary>A file's clips under one schema, or why the schema does not take them.</summary>
/// <param name="SchemaId">The schema.</param>
/// <param name="Clips">The clips in order of their index; empty when it does not.</param>
/// <param name="Refusal">A sentence for people; null when it does.</param>
public sealed record SchemaVectors(string SchemaId, ImmutableArray<ClipVector> Clips, string? Refusal);
