namespace Cluster.Abstractions.Comparisons;

/// <summary>A comparison, or why there is none.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Comparison">The comparison; null when there is none.</param>
/// <param name="Problem">Why there is none, and what to do; null when there is one.</param>
[GenerateSerializer, Immutable, Alias("comparison-answer")]
public sealed record ComparisonAnswer([property: Id(0)] ComparisonStatus Status, [property: Id(1)] ComparisonView? Comparison, [property: Id(2)] string? Problem);

/// <summary>Whether two versions could be compared.</summary>
[GenerateSerializer, Alias("comparison-status")]
public enum ComparisonStatus
{
    /// <summary>They were.</summary>
    Done = 0,

    /// <summary>A version is not registered.</summary>
    UnknownVersion = 1,

    /// <summary>Both are the same version.</summary>
    SameVersion = 2,

    /// <summary>There is no champion, and no other version was named.</summary>
    NoChampion = 3,

    /// <summary>They have not scored any clip both.</summary>
    NothingInCommon = 4,

    /// <summary>A figure of the request is out of its range.</summary>
    BadRequest = 5,
}
