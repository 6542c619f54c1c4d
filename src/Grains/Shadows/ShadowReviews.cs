using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>Tells the review queue where a shadow surely contradicts a sure answer, and where none does any more.</summary>
/// <param name="shadows">What shadows said.</param>
/// <param name="reviews">The queue.</param>
/// <param name="sure">The confidence from which a model is sure.</param>
/// <remarks>The figure is always computed anew from what is stored, by whichever silo: doing it twice changes nothing.</remarks>
internal sealed class ShadowReviews(IShadowReader shadows, IReviewStore reviews, double sure)
{
    private const int Page = 50;

    // Figures of the same predictions differ in the last digits when they come in another order.
    private const double Tolerance = 1e-9;

    /// <summary>Looks at these tracks.</summary>
    /// <param name="trackIds">The tracks; at most 1,000.</param>
    /// <param name="versions">The shadows of now; others count no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RefreshAsync(IReadOnlyCollection<string> trackIds, IReadOnlyCollection<string> versions, CancellationToken cancellationToken)
    {
        if (trackIds.Count == 0) return;
        var signals = new List<ReviewSignal>();
        foreach (var track in await shadows.ReadTracksAsync(trackIds, versions, cancellationToken))
        {
            var disagreement = ShadowDisagreement.Of(track.Clips, sure);
            if (Math.Abs(disagreement - track.Disagreement) > Tolerance) signals.Add(new ReviewSignal(track.TrackId, disagreement, null));
        }

        if (signals.Count > 0) await reviews.SignalAsync(signals, cancellationToken);
    }

    /// <summary>Looks again at all tracks that are said to be contradicted: shadows may have gone, and answers changed.</summary>
    /// <param name="versions">The shadows of now.</param>
    /// <param name="rest">Awaited after each page, with the time at which its work began.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SweepAsync(IReadOnlyCollection<string> versions, Func<long, Task> rest, TimeProvider clock, CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var since = clock.GetTimestamp();
            var page = await shadows.ListContradictedAsync(after, Page, cancellationToken);
            await RefreshAsync(page, versions, cancellationToken);
            if (page.Count < Page) return;
            after = page[^1];
            await rest(since);
        }
    }
}
