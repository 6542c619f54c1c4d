using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Feedback, labels and a review queue of what the test put in; remembers what it was asked.</summary>
internal sealed class FakeFeedbackCatalog : IFeedbackReader, IReviewReader
{
    public List<Feedback> Items { get; } = [];

    public List<TrackLabel> Labels { get; } = [];

    public List<ReviewEntry> Reviews { get; } = [];

    public FeedbackQuery? Query { get; private set; }

    public int? Limit { get; private set; }

    public Task<Feedback?> FindAsync(string feedbackId, CancellationToken cancellationToken) => Task.FromResult(Items.Find(item => item.Id == feedbackId));

    public Task<Page<Feedback>> ListAsync(FeedbackQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return query.Cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<Feedback>(Items, "next"));
    }

    public Task<Page<TrackLabel>> ListLabelsAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<TrackLabel>(Labels, null));

    public Task<IReadOnlyList<StandingRating>> ReadRatingsAsync(IReadOnlyCollection<AnnotatorKind> kinds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<ReviewEntry>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        Limit = limit;
        return cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<ReviewEntry>(Reviews, "next"));
    }
}
