namespace Cluster.Abstractions.Experiments;

/// <summary>What was done to an experiment. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-action")]
public enum ExperimentAction
{
    /// <summary>It was created.</summary>
    Created = 0,

    /// <summary>It was started.</summary>
    Started = 1,

    /// <summary>Its shares were changed.</summary>
    SharesSet = 2,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 3,

    /// <summary>It stopped by itself, because an arm failed too often.</summary>
    StoppedByLimit = 4,

    /// <summary>It was concluded.</summary>
    Concluded = 5,
}
