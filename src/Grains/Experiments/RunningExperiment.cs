using Cluster.Abstractions.Experiments;
using Cluster.Modeling;
using Cluster.Modeling.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>A running experiment, ready to assign: no more than a hash and a search among a few segments.</summary>
public sealed class RunningExperiment
{
    private readonly AllocationHistory history;
    private readonly Dictionary<string, RunningArm> arms;

    /// <summary>Prepares it.</summary>
    /// <param name="experiment">A running experiment.</param>
    /// <param name="models">The loaded models by version; an arm whose version is not there falls back to the champion.</param>
    public RunningExperiment(Experiment experiment, IReadOnlyDictionary<string, IEmotionClassifier> models)
    {
        Experiment = experiment;
        history = ArmRouting.History(experiment.Periods);
        arms = experiment.Spec.Arms.ToDictionary(
            arm => arm.Name, arm => new RunningArm(arm, arm.ModelVersion is { } version ? models.GetValueOrDefault(version) : null), StringComparer.Ordinal);
    }

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>The arm of a track or user; null when it is outside, or when the experiment has other units.</summary>
    /// <param name="trackId">The track; null when there is none.</param>
    /// <param name="user">The user; null when nobody is named.</param>
    public ArmAssignment? Assign(string? trackId, string? user)
    {
        var ofTracks = Experiment.Spec.Unit == ExperimentUnit.Track;
        if ((ofTracks ? trackId : user) is not { } key) return null;
        var hash = StickyHash.Of(Experiment.Salt, key);
        if (history.ArmAt(hash) is not { } arm) return null;
        return new ArmAssignment(this, arms[arm], key, history.Period, history.StratumAt(hash));
    }
}

/// <summary>An arm of a running experiment.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Model">Its model, loaded and run once; null for the champion, and for a version that could not be loaded.</param>
public sealed record RunningArm(ExperimentArm Arm, IEmotionClassifier? Model)
{
    /// <summary>True when the arm names a version that is not there.</summary>
    public bool IsBroken => Arm.ModelVersion is not null && Model is null;
}
