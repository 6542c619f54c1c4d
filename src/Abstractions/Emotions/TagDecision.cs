namespace Cluster.Abstractions.Emotions;

/// <summary>What may be done with a prediction without a person listening first. Persisted: numbers never move.</summary>
public enum TagDecision
{
    /// <summary>Confident enough to tag with the label alone.</summary>
    Tagged = 0,

    /// <summary>The two most probable emotions together are confident enough to show both.</summary>
    TopTwo = 1,

    /// <summary>A person should listen.</summary>
    Review = 2,
}
