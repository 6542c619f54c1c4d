using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Analysis;

/// <summary>What audio work yielded: features of all clips, or why there are none. Exactly one of the two is set.</summary>
/// <param name="Content">Hash, length, format and the clips' features.</param>
/// <param name="Failure">What went wrong.</param>
public sealed record AudioAnalysis(AnalysedContent? Content, AnalysisFailure? Failure)
{
    /// <summary>An analysis that failed.</summary>
    public static AudioAnalysis Failed(FailureKind kind, string message) => new(null, new AnalysisFailure(kind, message));
}
