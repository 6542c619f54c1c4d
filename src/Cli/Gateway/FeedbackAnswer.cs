namespace Cluster.Cli.Gateway;

/// <summary>Feedback to give.</summary>
internal sealed record GiveFeedback(string? TrackId, string? ClipId, string? Verdict, string? Emotion, string Author, string Kind, string? ModelVersion);

/// <summary>Feedback as the gateway describes it.</summary>
internal sealed record FeedbackAnswer
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary>The clip; null for the whole track.</summary>
    public string? ClipId { get; init; }

    /// <summary>Who gave it.</summary>
    public required string Author { get; init; }

    /// <summary><c>user</c>, <c>annotator</c> or <c>dataSet</c>.</summary>
    public string? Kind { get; init; }

    /// <summary><c>correct</c> or <c>incorrect</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The right emotion; null where it is not known.</summary>
    public string? Emotion { get; init; }

    /// <summary>What was predicted.</summary>
    public PredictionSeenAnswer? Predicted { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>The prediction that feedback is about.</summary>
internal sealed record PredictionSeenAnswer(string Label, double Confidence, string? ModelVersion);

/// <summary>A page of feedback, newest first.</summary>
internal sealed record FeedbackListAnswer(IReadOnlyList<FeedbackAnswer> Feedback, string? NextCursor);
