using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>The arm that a unit is in.</summary>
/// <param name="In">The experiment.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Unit">The track or the user, as the caller names it.</param>
/// <param name="Period">The number of the shares that assigned it.</param>
/// <param name="Stratum">The periods in which its place of the hash range was in the experiment.</param>
public sealed record ArmAssignment(RunningExperiment In, RunningArm Arm, string Unit, int Period, long Stratum)
{
    /// <summary>What the experiment is about.</summary>
    public ExperimentKind Kind => In.Experiment.Spec.Kind;

    /// <summary>What an answer says of it.</summary>
    public ExperimentTag ToTag(bool fellBack = false) =>
        new(In.Experiment.Id, In.Experiment.Spec.Name, Kind, Arm.Arm.Name, Arm.Arm.Payload, fellBack && Kind == ExperimentKind.Model);

    /// <summary>What is stored of an answer.</summary>
    /// <param name="answered">The version that answered; empty for none.</param>
    /// <param name="fellBack">True when the arm's model failed.</param>
    /// <param name="at">When.</param>
    public Exposure ToExposure(string answered, bool fellBack, DateTimeOffset at) =>
        new(In.Experiment.Id, Unit, Arm.Arm.Name, Arm.Arm.ModelVersion ?? answered, Period, Stratum, fellBack && Kind == ExperimentKind.Model, at)
        {
            IsUser = In.Experiment.Spec.Unit == ExperimentUnit.User,
        };
}
