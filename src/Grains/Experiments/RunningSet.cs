using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>The running experiments of a silo at one moment; immutable, so whoever took it keeps one view of them all.</summary>
/// <param name="Revision">The revision of all experiments that it follows.</param>
/// <param name="Experiments">Those that run.</param>
public sealed record RunningSet(long Revision, ImmutableArray<RunningExperiment> Experiments)
{
    /// <summary>None.</summary>
    public static RunningSet Empty { get; } = new(0, []);

    /// <summary>The arms that a track and a user are in.</summary>
    /// <param name="trackId">The track; null when there is none.</param>
    /// <param name="user">The user; null when nobody is named.</param>
    /// <param name="wanted">Which kinds.</param>
    public ImmutableArray<ArmAssignment> Assign(string? trackId, string? user, Func<ExperimentKind, bool> wanted)
    {
        if (Experiments.IsEmpty) return [];
        var assignments = ImmutableArray.CreateBuilder<ArmAssignment>();
        foreach (var experiment in Experiments)
        {
            if (wanted(experiment.Experiment.Spec.Kind) && experiment.Assign(trackId, user) is { } assignment) assignments.Add(assignment);
        }

        return assignments.ToImmutable();
    }
}

/// <summary>The running experiments of this silo.</summary>
public interface IRunningExperiments
{
    /// <summary>All of them at this moment. Take it once for each answer: the next call may give another.</summary>
    RunningSet Current { get; }
}
