using Cluster.Catalog;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A store of shadows' predictions, and a review queue, in memory, that fails where a test wants it to.</summary>
internal sealed class FlakyShadows : IShadowStore, IReviewStore
{
    public List<ShadowPrediction> Stored { get; } = [];

    public List<ScoringStatistics> Statistics { get; } = [];

    public List<ReviewSignal> Signals { get; } = [];

    public List<int> Batches { get; } = [];

    public bool Fails { get; set; }

    /// <summary>What tracks look like, whichever is asked for.</summary>
    public Func<string, ShadowedTrack> Track { get; set; } = id => new ShadowedTrack(id, 0, []);

    public Task PutAsync(IReadOnlyCollection<ShadowPrediction> predictions, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Batches.Add(predictions.Count);
        Stored.AddRange(predictions);
        return Task.CompletedTask;
    }

    public Task PutStatisticsAsync(IReadOnlyCollection<ScoringStatistics> statistics, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Statistics.AddRange(statistics);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ShadowedTrack>> ReadTracksAsync(IReadOnlyCollection<string> trackIds, IReadOnlyCollection<string> shadows, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShadowedTrack>>([.. trackIds.Select(Track)]);

    public Task<IReadOnlyList<string>> ListContradictedAsync(string? after, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<PredictionPairs> ReadPairsAsync(string candidate, string champion, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScoringStatistics>> ReadStatisticsAsync(string modelVersion, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> SignalAsync(IReadOnlyCollection<ReviewSignal> signals, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        Signals.AddRange(signals);
        return Task.FromResult(signals.Count);
    }

    public Task<Page<ReviewEntry>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void ThrowIfBroken()
    {
        if (Fails) throw new IOException("The disk is full.");
    }
}
