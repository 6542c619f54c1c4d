using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Modeling.Agreement;

namespace Cluster.Grains.Feedbacks;

/// <summary>What feedback may say of a track, and what it comes to.</summary>
public static class FeedbackRules
{
    private static readonly LabelResolutionOptions Options = new();

    /// <summary>Makes feedback of what was asked for.</summary>
    /// <param name="trackId">The track's id.</param>
    /// <param name="track">The track as stored; null when there is none.</param>
    /// <param name="request">What the author says.</param>
    /// <param name="now">The time.</param>
    /// <returns>The feedback to store, or why it is refused.</returns>
    public static FeedbackOutcome Judge(string trackId, Track? track, FeedbackRequest request, DateTimeOffset now)
    {
        if (track is null) return Refused(FeedbackStatus.NotFound, $"There is no track '{trackId}' in the catalogue.");
        var clip = request.ClipIndex is { } index && index >= 0 && index < track.Clips.Length ? track.Clips[index] : null;
        if (request.ClipIndex is { } wanted && clip is null) return Refused(FeedbackStatus.NotFound, $"Track '{trackId}' has no clip {wanted}: it has {track.Clips.Length}, counted from 0.");
        var what = clip is null ? $"Track '{trackId}'" : $"Clip '{clip.Id}'";
        if ((clip is null ? track.Emotion?.Prediction : clip.Prediction) is not { } predicted)
            return Refused(FeedbackStatus.NotPredicted, $"{what} has no prediction yet, so there is nothing to be right or wrong: tag the track first.");
        if (request.ModelVersion is { } seen && seen != predicted.ModelVersion)
            return Refused(FeedbackStatus.OtherVersion, $"{what} was tagged anew by model '{predicted.ModelVersion}', not '{seen}': look at the new prediction first.");
        if (Contradiction(request, predicted.Label) is { } contradiction) return Refused(FeedbackStatus.Contradiction, contradiction);
        var correct = request.Verdict == FeedbackVerdict.Correct || request.Emotion == predicted.Label;
        var feedback = new Feedback
        {
            Id = request.Id,
            TrackId = trackId,
            ClipIndex = request.ClipIndex,
            Stretch = clip is null ? FeedbackStretch.WholeTrack : FeedbackStretch.Of(clip),
            Author = request.Author,
            Verdict = correct ? FeedbackVerdict.Correct : FeedbackVerdict.Incorrect,
            Emotion = correct ? predicted.Label : request.Emotion,
            Predicted = PredictionSeen.Of(predicted),
            ContentHash = track.Audio?.ContentHash,
            CreatedAt = now,
        };
        return new FeedbackOutcome(FeedbackStatus.Stored, feedback);
    }

    /// <summary>True when a repeated request asks for what is stored under its id, whatever the track's prediction is by now.</summary>
    public static bool IsSame(Feedback stored, string trackId, FeedbackRequest request) =>
        stored.TrackId == trackId && stored.ClipIndex == request.ClipIndex && stored.Author == request.Author
        && (request.Verdict is null || request.Verdict == stored.Verdict)
        && (request.Emotion is { } emotion ? emotion == stored.Emotion : request.Verdict == FeedbackVerdict.Correct || stored.Emotion is null)
        && (request.ModelVersion is null || request.ModelVersion == stored.Predicted.ModelVersion);

    /// <summary>The label that standing feedback on one stretch comes to; of each author the last one counts, in the order of acceptance.</summary>
    /// <param name="standing">Oldest first.</param>
    public static ResolvedLabel Resolve(IReadOnlyList<Feedback> standing)
    {
        var votes = standing.GroupBy(feedback => feedback.Author).Select(own => Vote(own.Last()));
        var resolution = LabelResolution.Of(votes, Options);
        return new ResolvedLabel(resolution.Label, resolution.Weight, resolution.Total, resolution.Voters);
    }

    private static LabelVote Vote(Feedback feedback) => new(
        $"{feedback.Author.Kind} {feedback.Author.Name}", feedback.Author.Kind, feedback.Emotion ?? feedback.Predicted.Label, feedback.Emotion is null, feedback.CreatedAt);

    private static string? Contradiction(FeedbackRequest request, EmotionLabel predicted) => request switch
    {
        { Verdict: null, Emotion: null } => "The feedback says nothing: give a verdict, correct or incorrect, or the right emotion.",
        { Verdict: FeedbackVerdict.Correct, Emotion: { } emotion } when emotion != predicted =>
            $"The verdict is correct, but the prediction is {predicted.ToName()} and the emotion given is {emotion.ToName()}.",
        { Verdict: FeedbackVerdict.Incorrect, Emotion: { } emotion } when emotion == predicted =>
            $"The verdict is incorrect, but the emotion given is the predicted one, {predicted.ToName()}.",
        _ => null,
    };

    private static FeedbackOutcome Refused(FeedbackStatus status, string reason) => new(status, null, reason);
}
