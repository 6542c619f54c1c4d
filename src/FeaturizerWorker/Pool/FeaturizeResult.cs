using System.Collections.Immutable;
using Cluster.Abstractions.Predictions;

namespace Cluster.FeaturizerWorker;

/// <summary>The features of a file, or why there are none.</summary>
/// <param name="Audio">What was learnt about the file; null when it failed.</param>
/// <param name="Clips">The clips in order of their index; empty when it failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record FeaturizeResult(FeaturizedAudio? Audio, ImmutableArray<ClipVector> Clips, AnalysisFailure? Failure)
{
    /// <summary>A failure.</summary>
    public static FeaturizeResult Failed(FailureKind kind, string message) => new(null, [], new AnalysisFailure(kind, message));
}
