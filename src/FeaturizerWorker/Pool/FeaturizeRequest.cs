using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Featurization;

namespace Cluster.FeaturizerWorker;

/// <summary>Asks for the features of a file.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Plan">How the stretch is cut into clips.</param>
/// <param name="StartS">Where to begin, in seconds; at least 0.</param>
/// <param name="DurationS">How much to analyse, in seconds, more than 0; null: to the end.</param>
public sealed record FeaturizeRequest(string Path, ClipPlan Plan, double StartS = 0, double? DurationS = null)
{
    /// <summary>The schemas that are computed from one decode, each once; empty for the pool's own.</summary>
    public ImmutableArray<FeatureSchema> Schemas { get; init; } = [];
}
