namespace Cluster.Abstractions.Emotions;

/// <summary>How a track's emotion follows from its clips'. Persisted: numbers never move.</summary>
public enum AggregationMethod
{
    /// <summary>The label of most clips; ties go to the higher mean probability.</summary>
    Majority = 0,

    /// <summary>The label with the highest mean probability.</summary>
    Mean = 1,
}
