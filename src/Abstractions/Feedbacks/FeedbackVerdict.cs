namespace Cluster.Abstractions.Feedbacks;

/// <summary>What feedback says of a prediction. Persisted: numbers never move.</summary>
public enum FeedbackVerdict
{
    /// <summary>The predicted emotion is right.</summary>
    Correct = 0,

    /// <summary>The predicted emotion is wrong.</summary>
    Incorrect = 1,
}
