using Cluster.Abstractions.Feedbacks;

namespace Cluster.Catalog.Feedbacks;

/// <summary>Reads feedback and labels. Safe for concurrent use.</summary>
public interface IFeedbackReader
{
    /// <summary>One feedback, undone or not; null when there is none.</summary>
    Task<Feedback?> FindAsync(string feedbackId, CancellationToken cancellationToken);

    /// <summary>Feedback, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<Feedback>> ListAsync(FeedbackQuery query, CancellationToken cancellationToken);

    /// <summary>Labels by track id and stretch.</summary>
    /// <param name="cursor">From the page before; null: from the beginning.</param>
    /// <param name="limit">Entries a page, 1 to <see cref="FeedbackQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<TrackLabel>> ListLabelsAsync(string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>The last standing word of each author on each stretch, where it names an emotion.</summary>
    Task<IReadOnlyList<StandingRating>> ReadRatingsAsync(IReadOnlyCollection<AnnotatorKind> kinds, CancellationToken cancellationToken);
}
