namespace Cluster.Abstractions.Experiments;

/// <summary>What the arms of an experiment differ in. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-kind")]
public enum ExperimentKind
{
    /// <summary>Which model version answers.</summary>
    Model = 0,

    /// <summary>By which thresholds the same probabilities are decided upon.</summary>
    Thresholds = 1,

    /// <summary>What the application shows: the cluster only says which arm, and hands out the arm's payload.</summary>
    Presentation = 2,
}
