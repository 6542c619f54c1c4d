namespace Cluster.Abstractions.Experiments;

/// <summary>What counts as a success of an exposed unit; more is better. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-metric")]
public enum ExperimentMetric
{
    /// <summary>The unit's first feedback after its exposure says that the prediction is correct.</summary>
    Correct = 0,

    /// <summary>The unit's first play or skip after its exposure, of those whose end is known, is a play that got through the track.</summary>
    PlayedThrough = 1,

    /// <summary>The unit's first like, skip or rating after its exposure is a like or a good rating.</summary>
    Liked = 2,
}
