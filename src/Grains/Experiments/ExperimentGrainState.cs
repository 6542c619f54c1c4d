using Cluster.Abstractions.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>The experiment grain's persisted state.</summary>
[GenerateSerializer, Alias("experiment-grain-state")]
public sealed class ExperimentGrainState
{
    /// <summary>All experiments, oldest first.</summary>
    [Id(0)] public List<Experiment> Experiments { get; set; } = [];

    /// <summary>Rises by one with every change of any of them.</summary>
    [Id(1)] public long Revision { get; set; }

    /// <summary>What callers see of it.</summary>
    public ExperimentsView ToView() => new([.. Experiments], Revision);
}
