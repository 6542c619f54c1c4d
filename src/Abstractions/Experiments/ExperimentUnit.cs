namespace Cluster.Abstractions.Experiments;

/// <summary>What sticks to an arm. Persisted: numbers never move.</summary>
[GenerateSerializer, Alias("experiment-unit")]
public enum ExperimentUnit
{
    /// <summary>A track: everybody gets the same answer about it.</summary>
    Track = 0,

    /// <summary>A user, as the application names them with each request. A request that names nobody is outside.</summary>
    User = 1,
}
