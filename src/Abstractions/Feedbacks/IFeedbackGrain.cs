namespace Cluster.Abstractions.Feedbacks;

/// <summary>Takes the feedback on one track and its clips, one call at a time. The key is the track id. Every call may be repeated.</summary>
[Alias("feedback-grain")]
public interface IFeedbackGrain : IGrainWithStringKey
{
    /// <summary>Stores feedback on the track's stored predictions and resolves the label anew. When it returns, both are on disk.</summary>
    [Alias("give")]
    Task<FeedbackOutcome> GiveAsync(FeedbackRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes feedback back and resolves the label without it; refused for others than its author.</summary>
    [Alias("undo")]
    Task<FeedbackOutcome> UndoAsync(string feedbackId, FeedbackAuthor author, CancellationToken cancellationToken = default);
}
