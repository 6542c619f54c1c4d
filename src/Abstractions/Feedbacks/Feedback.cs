using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>What somebody said of a stored prediction, with that prediction: it keeps its meaning when the track is tagged anew.</summary>
[GenerateSerializer, Immutable, Alias("feedback")]
public sealed record Feedback
{
    /// <summary>The id, given by who sent it or made here.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The track.</summary>
    [Id(1)] public required string TrackId { get; init; }

    /// <summary>The clip's position when the feedback was given; null for the whole track.</summary>
    [Id(2)] public int? ClipIndex { get; init; }

    /// <summary>The stretch that it is about: what counts when the track is cut anew.</summary>
    [Id(3)] public required FeedbackStretch Stretch { get; init; }

    /// <summary>Who said so.</summary>
    [Id(4)] public required FeedbackAuthor Author { get; init; }

    /// <summary>Right or wrong.</summary>
    [Id(5)] public required FeedbackVerdict Verdict { get; init; }

    /// <summary>The emotion that is right: the predicted one when the verdict is <see cref="FeedbackVerdict.Correct"/>; null when the author only knows which it is not.</summary>
    [Id(6)] public EmotionLabel? Emotion { get; init; }

    /// <summary>The prediction that it is about.</summary>
    [Id(7)] public required PredictionSeen Predicted { get; init; }

    /// <summary>Content hash of the audio that was predicted; null when it is not known.</summary>
    [Id(8)] public string? ContentHash { get; init; }

    /// <summary>When it was given.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its author took it back; null while it stands.</summary>
    [Id(10)] public DateTimeOffset? UndoneAt { get; init; }
}
