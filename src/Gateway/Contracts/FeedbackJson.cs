using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;

namespace Cluster.Gateway.Contracts;

/// <summary>Feedback, with the prediction that it is about.</summary>
public sealed class FeedbackJson
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary><c>trackId#index</c> as it was cut then; null for the whole track.</summary>
    public required string? ClipId { get; init; }

    /// <summary>The clip's start in seconds; null for the whole track.</summary>
    public required double? StartS { get; init; }

    /// <summary>The clip's length in seconds; null for the whole track.</summary>
    public required double? DurS { get; init; }

    /// <summary>Who gave it.</summary>
    public required string Author { get; init; }

    /// <summary>user, annotator or dataSet.</summary>
    public required string Kind { get; init; }

    /// <summary>correct or incorrect.</summary>
    public required string Verdict { get; init; }

    /// <summary>The right emotion; null where the author only knows which it is not.</summary>
    public required string? Emotion { get; init; }

    /// <summary>What was predicted.</summary>
    public required PredictionSeenJson Predicted { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its author took it back; null while it stands.</summary>
    public required DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Feedback's JSON.</summary>
    public static FeedbackJson From(Feedback feedback) => new()
    {
        Id = feedback.Id,
        TrackId = feedback.TrackId,
        ClipId = feedback.ClipIndex is { } index ? new ClipId(feedback.TrackId, index).ToString() : null,
        StartS = feedback.Stretch.IsWholeTrack ? null : feedback.Stretch.StartS,
        DurS = feedback.Stretch.IsWholeTrack ? null : feedback.Stretch.DurationS,
        Author = feedback.Author.Name,
        Kind = Names.Of(feedback.Author.Kind),
        Verdict = Names.Of(feedback.Verdict),
        Emotion = feedback.Emotion?.ToName(),
        Predicted = new PredictionSeenJson(
            feedback.Predicted.Label.ToName(), feedback.Predicted.Confidence, feedback.Predicted.ModelVersion, feedback.Predicted.SchemaId, feedback.Predicted.PredictedAt),
        CreatedAt = feedback.CreatedAt,
        UndoneAt = feedback.UndoneAt,
    };
}

/// <summary>The prediction that feedback is about.</summary>
/// <param name="Label">The predicted emotion.</param>
/// <param name="Confidence">Its calibrated probability, in [0, 1].</param>
/// <param name="ModelVersion">The model version that predicted.</param>
/// <param name="Schema">The feature schema that it read.</param>
/// <param name="PredictedAt">When it was predicted.</param>
public sealed record PredictionSeenJson(string Label, double Confidence, string ModelVersion, string Schema, DateTimeOffset PredictedAt);

/// <summary>A page of feedback, newest first.</summary>
/// <param name="Feedback">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record FeedbackPageJson(IReadOnlyList<FeedbackJson> Feedback, string? NextCursor);
