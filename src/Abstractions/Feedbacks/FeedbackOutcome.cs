namespace Cluster.Abstractions.Feedbacks;

/// <summary>What became of feedback or of its undoing.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Feedback">The feedback as it is on disk; null when it was refused.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("feedback-outcome")]
public sealed record FeedbackOutcome(
    [property: Id(0)] FeedbackStatus Status,
    [property: Id(1)] Feedback? Feedback,
    [property: Id(2)] string? Reason = null);

/// <summary>How feedback ended.</summary>
public enum FeedbackStatus
{
    /// <summary>It is on disk now.</summary>
    Stored = 0,

    /// <summary>It was on disk, or undone, before this call.</summary>
    Known = 1,

    /// <summary>There is no such track, clip or feedback.</summary>
    NotFound = 2,

    /// <summary>There is no prediction that it could be about.</summary>
    NotPredicted = 3,

    /// <summary>The stored prediction is of another model version than the author saw.</summary>
    OtherVersion = 4,

    /// <summary>Verdict and emotion contradict each other or the prediction, or say nothing.</summary>
    Contradiction = 5,

    /// <summary>The id is that of other feedback.</summary>
    OtherFeedback = 6,

    /// <summary>Only its author may undo it.</summary>
    OtherAuthor = 7,
}
