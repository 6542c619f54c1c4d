namespace Cluster.Abstractions.Experiments;

/// <summary>Where an experiment is in its life. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-status")]
public enum ExperimentStatus
{
    /// <summary>Created; nobody is in an arm yet.</summary>
    Draft = 0,

    /// <summary>Arms take their shares.</summary>
    Running = 1,

    /// <summary>Nobody is in an arm any more; it cannot be started again.</summary>
    Stopped = 2,

    /// <summary>It ended with a winner, or without one.</summary>
    Concluded = 3,
}
