namespace Cluster.Modeling.Experiments;

/// <summary>How an experiment stands.</summary>
public enum ExperimentOutcome
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It ends: one arm is better.</summary>
    Winner,

    /// <summary>It ends: no arm differs from the control by as much as matters.</summary>
    NoDifference,

    /// <summary>It ends: its time is up without an answer.</summary>
    Inconclusive,

    /// <summary>It ends: the arms did not get their shares, so nothing may be concluded.</summary>
    Broken,
}
