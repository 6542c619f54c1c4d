using System.Collections.Immutable;

namespace Cluster.Abstractions.Experiments;

/// <summary>All experiments.</summary>
/// <param name="Experiments">Oldest first.</param>
/// <param name="Revision">Rises by one with every change of any of them.</param>
[GenerateSerializer, Immutable, Alias("experiments-view")]
public sealed record ExperimentsView([property: Id(0)] ImmutableArray<Experiment> Experiments, [property: Id(1)] long Revision)
{
    /// <summary>None.</summary>
    public static ExperimentsView Empty { get; } = new([], 0);
}
