using Cluster.Abstractions.Predictions;
using Cluster.Grains.Analysis;

namespace Cluster.Grains.Scoring;

/// <summary>One request for an emotion, answered or failed.</summary>
/// <param name="ModelVersion">The version that answered or would have.</param>
/// <param name="Lane">Who waited.</param>
/// <param name="Elapsed">From the call of the silo to its answer.</param>
/// <param name="Failure">The kind of failure; null when it was answered.</param>
/// <param name="Broken">True when it failed for no fault of the caller or the file: the model or the cluster is to blame.</param>
public sealed record ScoringRequest(string ModelVersion, AnalysisLane Lane, TimeSpan Elapsed, FailureKind? Failure, bool Broken)
{
    /// <summary>Clips of the answer; at least 1. A long recording may take longer: what is promised is a time for each clip.</summary>
    public int Clips { get; init; } = 1;
}
