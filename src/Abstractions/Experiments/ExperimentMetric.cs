namespace Cluster.Abstractions.Experiments;

/// <summary>What counts as a success of an exposed unit; more is better. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-metric")]
public enum ExperimentMetric
{
    /// <summary>The unit's first feedback after its exposure says that the prediction is correct.</summary>
    Correct = 0,

    /// <summary>The unit's first play after its exposure is not broken off.</summary>
    PlayedThrough = 1,

    /// <summary>The unit's first rating after its exposure is a like.</summary>
    Liked = 2,
}
