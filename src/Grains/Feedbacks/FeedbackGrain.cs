using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Work;

namespace Cluster.Grains.Feedbacks;

/// <summary>The feedback on one track: orders looking at the prediction and writing. Rules are in <see cref="FeedbackRules"/>; it keeps nothing.</summary>
/// <remarks>A grain beside the track's own: feedback does not wait while the track's audio is analysed.</remarks>
[ShortLived]
public sealed class FeedbackGrain(ITrackReader tracks, IFeedbackStore store, TimeProvider clock) : Grain, IFeedbackGrain
{
    /// <inheritdoc/>
    public async Task<FeedbackOutcome> GiveAsync(FeedbackRequest request, CancellationToken cancellationToken)
    {
        var trackId = this.GetPrimaryKeyString();
        if (await store.FindAsync(request.Id, cancellationToken) is { } known) return Known(known, trackId, request);
        var track = await tracks.FindAsync(trackId, cancellationToken);
        var outcome = FeedbackRules.Judge(trackId, track, request, clock.GetUtcNow());
        if (outcome.Feedback is not { } feedback) return outcome;
        var stored = await store.AddAsync(feedback, FeedbackRules.Resolve, cancellationToken);
        return stored == feedback ? outcome : Known(stored, trackId, request);
    }

    /// <inheritdoc/>
    public async Task<FeedbackOutcome> UndoAsync(string feedbackId, FeedbackAuthor author, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(feedbackId, cancellationToken) is not { } feedback || feedback.TrackId != this.GetPrimaryKeyString())
            return new FeedbackOutcome(FeedbackStatus.NotFound, null, $"There is no feedback '{feedbackId}' on this track.");
        if (feedback.Author != author) return new FeedbackOutcome(FeedbackStatus.OtherAuthor, null, $"Feedback '{feedbackId}' is another author's: only who gave it may take it back.");
        if (feedback.UndoneAt is not null) return new FeedbackOutcome(FeedbackStatus.Known, feedback);
        var undone = await store.UndoAsync(feedbackId, clock.GetUtcNow(), FeedbackRules.Resolve, cancellationToken);
        return new FeedbackOutcome(FeedbackStatus.Stored, undone);
    }

    private static FeedbackOutcome Known(Feedback stored, string trackId, FeedbackRequest request) => FeedbackRules.IsSame(stored, trackId, request)
        ? new FeedbackOutcome(FeedbackStatus.Known, stored)
        : new FeedbackOutcome(FeedbackStatus.OtherFeedback, null, $"The id '{request.Id}' was used for other feedback.");
}
