using Cluster.Abstractions.Clips;

namespace Cluster.Abstractions.Explanations;

/// <summary>An explanation, or why there is none.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Clip">The clip as it is stored; null when there is none, and for audio that is not in the catalogue.</param>
/// <param name="Explanation">The explanation; null when there is none.</param>
/// <param name="Reason">Why there is none, and what to do; null when there is one.</param>
[GenerateSerializer, Immutable, Alias("explain-outcome")]
public sealed record ExplainOutcome(
    [property: Id(0)] ExplainStatus Status,
    [property: Id(1)] Clip? Clip,
    [property: Id(2)] AnswerExplanation? Explanation,
    [property: Id(3)] string? Reason = null)
{
    /// <summary>Says why there is no explanation.</summary>
    public static ExplainOutcome Failed(ExplainStatus status, string reason, Clip? clip = null) => new(status, clip, null, reason);
}

/// <summary>How an explanation ended.</summary>
public enum ExplainStatus
{
    /// <summary>There is one.</summary>
    Explained = 0,

    /// <summary>There is no such clip.</summary>
    NotFound = 1,

    /// <summary>The clip has no prediction that could be explained.</summary>
    NotPredicted = 2,

    /// <summary>The features that the prediction was made of are not in the cache any more.</summary>
    FeaturesNotCached = 3,

    /// <summary>The model version that predicted is not in the store, or cannot be loaded.</summary>
    ModelNotLoadable = 4,

    /// <summary>The method cannot explain this model.</summary>
    MethodNotPossible = 5,

    /// <summary>Too many explanations are waiting; the same call may succeed later.</summary>
    Busy = 6,

    /// <summary>It was not done within the time limit; the same call may succeed later.</summary>
    TimedOut = 7,
}
