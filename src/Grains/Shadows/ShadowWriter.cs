using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Models;

namespace Cluster.Grains.Shadows;

/// <summary>Stores shadows' predictions in small batches, keeps the review queue in step with them, and writes the counters. One caller at a time; what fails is tried again at the next call.</summary>
internal sealed class ShadowWriter(IShadowStore store, IReviewStore reviewStore, ShadowOutbox outbox, ScoringBook book, ShadowBench bench, ShadowOptions options, TimeProvider clock)
    : IDisposable
{
    // So that counters are written too while predictions never end.
    private const int BatchesAtOnce = 40;

    // After a batch, rest that many times as long as it took: 24 of 25 answers, which share the writer, find it free, so that not even their 95th percentile is a shadow's.
    private const int RestPerWork = 24;

    // Where so much waits that predictions would soon be lost, four of five.
    private const int RestInNeed = 4;

    private readonly ShadowReviews reviews = new(store, reviewStore, options.Sure);
    private readonly List<ShadowPrediction> batch = [];
    private readonly SemaphoreSlim one = new(1, 1);
    private string? swept;
    private long sweptAt;

    /// <summary>Stores what waits.</summary>
    /// <param name="models">The models of now.</param>
    /// <param name="inHaste">Without rests between batches, as at a stop.</param>
    /// <param name="cancellationToken">Ends the wait; what was not stored waits on.</param>
    public async Task FlushAsync(ServingSet models, bool inHaste, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            string[] versions = [.. models.Shadows.Select(shadow => shadow.Manifest.ModelVersion)];

            // What is stored was counted before: who finds these predictions finds them counted, even if the process dies in between.
            outbox.Fill(batch, options.BatchSize);
            var changed = book.Changed(bench.StateOf);
            if (changed.Count > 0) await store.PutStatisticsAsync([.. changed.Select(one => one.Statistics)], cancellationToken);
            book.Written(changed);
            await StoreAsync(versions, inHaste, cancellationToken);
            if (!inHaste) await SweepAsync(models, versions, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task StoreAsync(string[] versions, bool inHaste, CancellationToken cancellationToken)
    {
        for (var i = 0; i < BatchesAtOnce; i++)
        {
            outbox.Fill(batch, options.BatchSize);
            if (batch.Count == 0) return;
            var since = clock.GetTimestamp();
            await store.PutAsync(batch, cancellationToken);
            await reviews.RefreshAsync([.. batch.Select(prediction => prediction.TrackId).Distinct(StringComparer.Ordinal)], versions, cancellationToken);
            outbox.Stored(batch.Count);
            batch.Clear();
            if (!inHaste) await RestAsync(since, cancellationToken);
        }
    }

    private async Task RestAsync(long since, CancellationToken cancellationToken)
    {
        var worked = clock.GetElapsedTime(since);
        if (worked > TimeSpan.Zero) await Task.Delay(worked * (outbox.IsHalfFull ? RestInNeed : RestPerWork), clock, cancellationToken);
    }

    // A silo that has not loaded its models yet knows of no shadow: it must not clear what the others found.
    private async Task SweepAsync(ServingSet models, string[] versions, CancellationToken cancellationToken)
    {
        if (models.Revision == 0) return;
        var key = $"{models.Champion?.Manifest.ModelVersion} {string.Join(' ', versions)}";
        if (key == swept && clock.GetElapsedTime(sweptAt) < options.SweepInterval) return;
        await reviews.SweepAsync(versions, since => RestAsync(since, cancellationToken), clock, cancellationToken);
        (swept, sweptAt) = (key, clock.GetTimestamp());
    }
}
