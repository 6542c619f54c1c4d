using Cluster.Catalog.Shadows;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Counts that a test put in.</summary>
internal sealed class FakeShadows : IShadowReader
{
    public List<ScoringStatistics> Statistics { get; } = [];

    public Task<IReadOnlyList<ScoringStatistics>> ReadStatisticsAsync(string modelVersion, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScoringStatistics>>(Statistics.FindAll(counts => counts.ModelVersion == modelVersion));

    public Task<PredictionPairs> ReadPairsAsync(string candidate, string champion, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ShadowedTrack>> ReadTracksAsync(IReadOnlyCollection<string> trackIds, IReadOnlyCollection<string> shadows, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListContradictedAsync(string? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
