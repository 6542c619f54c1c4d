using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Reads what a caller says about feedback.</summary>
internal static class FeedbackWish
{
    /// <summary>Reads the body of <c>POST /v1/feedback</c>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="key">The Idempotency-Key; null for none.</param>
    /// <param name="clock">The time.</param>
    /// <param name="trackId">The track.</param>
    /// <param name="request">What its grain is asked for.</param>
    /// <param name="problem">What is wrong.</param>
    public static bool TryRead(
        GiveFeedbackJson body,
        string? key,
        TimeProvider clock,
        [NotNullWhen(true)] out string? trackId,
        [NotNullWhen(true)] out FeedbackRequest? request,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        request = null;
        trackId = null;
        var track = body.TrackId;
        ClipId clip = default;
        problem = IdempotencyKeys.Check(key);
        if (body.ClipId is not null)
        {
            if (!ClipId.TryParse(body.ClipId, out clip)) problem = Problem.BadRequest($"clipId '{body.ClipId}' is no clip id: it must be trackId#index.", "clipId");
            else if (track is not null && track != clip.TrackId) problem = Problem.BadRequest($"clipId '{body.ClipId}' is of another track than trackId '{track}'.", "clipId");
            track ??= clip.TrackId;
        }

        if (problem is null && TrackIds.Validate(track) is { } badTrack) problem = Problem.BadRequest(badTrack, "trackId");
        if (!Names.TryParse<FeedbackVerdict>(body.Verdict, out var verdict)) problem = Problem.BadRequest($"verdict '{body.Verdict}' is none of {Names.All<FeedbackVerdict>()}.", "verdict");
        EmotionLabel? emotion = null;
        if (body.Emotion is not null)
        {
            if (EmotionNames.TryParse(body.Emotion, out var label)) emotion = label;
            else problem = Problem.BadRequest($"emotion '{body.Emotion}' is none of {Names.All<EmotionLabel>()}.", "emotion");
        }

        if (problem is null && verdict is null && emotion is null)
            problem = Problem.BadRequest("The feedback says nothing: give a verdict, correct or incorrect, or the right emotion.", "verdict");
        if (problem is not null || !TryReadAuthor(body.Author, body.Kind, out var author, out problem)) return false;
        trackId = track!;
        request = new FeedbackRequest
        {
            Id = IdempotencyKeys.IdOf(key, clock, $"{author.Kind} {author.Name}\n"),
            ClipIndex = body.ClipId is null ? null : clip.Index,
            Author = author,
            Verdict = verdict,
            Emotion = emotion,
            ModelVersion = body.ModelVersion,
        };
        return true;
    }

    /// <summary>Reads an author; a kind left out is a user.</summary>
    public static bool TryReadAuthor(
        string? name, string? kind, [NotNullWhen(true)] out FeedbackAuthor? author, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        author = null;
        problem = null;
        if (FeedbackAuthor.Validate(name) is { } bad) problem = Problem.BadRequest(bad, "author");
        else if (!Names.TryParse<AnnotatorKind>(kind, out var known)) problem = Problem.BadRequest($"kind '{kind}' is none of {Names.All<AnnotatorKind>()}.", "kind");
        else author = new FeedbackAuthor(known ?? AnnotatorKind.User, name!);
        return author is not null;
    }

    /// <summary>A refusal as a problem.</summary>
    public static ProblemHttpResult Refusal(FeedbackOutcome outcome)
    {
        var reason = outcome.Reason ?? "It was refused.";
        return outcome.Status switch
        {
            FeedbackStatus.NotFound => Problem.NotFound(reason),
            FeedbackStatus.NotPredicted => Problem.Make(StatusCodes.Status409Conflict, "not-predicted", "Nothing was predicted yet", reason),
            FeedbackStatus.OtherVersion => Problem.Make(StatusCodes.Status409Conflict, "tagged-anew", "The prediction is another one by now", reason),
            FeedbackStatus.OtherFeedback => Problem.Conflict(reason),
            FeedbackStatus.OtherAuthor => Problem.Make(StatusCodes.Status403Forbidden, "other-author", "Only its author may do this", reason),
            _ => Problem.BadRequest(reason, "verdict"),
        };
    }
}
