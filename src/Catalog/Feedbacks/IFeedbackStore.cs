using Cluster.Abstractions.Feedbacks;

namespace Cluster.Catalog.Feedbacks;

/// <summary>Writes feedback. What a call returned from has survived: it is on disk, with the label that follows from it and the track's place in the review queue.</summary>
public interface IFeedbackStore : IFeedbackReader
{
    /// <summary>Adds feedback unless its id is taken.</summary>
    /// <param name="feedback">The feedback.</param>
    /// <param name="resolve">Makes the stretch's label of all standing feedback on it, within the transaction.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>The stored feedback: this one, or the one that had the id before.</returns>
    Task<Feedback> AddAsync(Feedback feedback, LabelResolver resolve, CancellationToken cancellationToken);

    /// <summary>Marks feedback as taken back, unless it is already.</summary>
    /// <returns>The feedback as stored; null when there is none.</returns>
    Task<Feedback?> UndoAsync(string feedbackId, DateTimeOffset at, LabelResolver resolve, CancellationToken cancellationToken);
}
