using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>Says that the stored prediction of a track, or of one of its clips, is right or wrong.</summary>
[GenerateSerializer, Immutable, Alias("feedback-request")]
public sealed record FeedbackRequest
{
    /// <summary>The feedback's id; the same again is the same feedback.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The clip, by its position from 0; null for the whole track.</summary>
    [Id(1)] public int? ClipIndex { get; init; }

    /// <summary>Who says so.</summary>
    [Id(2)] public required FeedbackAuthor Author { get; init; }

    /// <summary>Right or wrong; null where <see cref="Emotion"/> says it.</summary>
    [Id(3)] public FeedbackVerdict? Verdict { get; init; }

    /// <summary>The right emotion; null where it is not known, or <see cref="Verdict"/> says it.</summary>
    [Id(4)] public EmotionLabel? Emotion { get; init; }

    /// <summary>The model version whose prediction the author saw; null for whichever is stored.</summary>
    [Id(5)] public string? ModelVersion { get; init; }
}
