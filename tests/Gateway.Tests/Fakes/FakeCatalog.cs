using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>A catalogue of what the test put in; remembers what it was asked.</summary>
internal sealed class FakeCatalog : ITrackReader, IBackfillReader
{
    public Dictionary<string, Track> Tracks { get; } = [];

    public Queue<BackfillJob> Jobs { get; } = [];

    public JobPace? Pace { get; set; }

    public List<BackfillItem> Items { get; } = [];

    public TrackQuery? Query { get; private set; }

    public ItemState? ItemState { get; private set; }

    public Task<Track?> FindAsync(string trackId, CancellationToken cancellationToken) => Task.FromResult(Tracks.GetValueOrDefault(trackId));

    public Task<long?> FindVersionAsync(string trackId, CancellationToken cancellationToken) => Task.FromResult(Tracks.GetValueOrDefault(trackId)?.Version);

    public Task<IReadOnlyList<Track>> FindManyAsync(IReadOnlyCollection<string> trackIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Track>>([.. trackIds.Where(Tracks.ContainsKey).Select(id => Tracks[id])]);

    public Task<Clip?> FindClipAsync(ClipId id, CancellationToken cancellationToken) => Task.FromResult<Clip?>(null);

    public Task<Page<Track>> SearchAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return query.Cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<Track>([.. Tracks.Values], "next"));
    }

    public Task<IReadOnlyList<AnalysedContent>> FindContentsAsync(IReadOnlyCollection<FeatureCacheKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AnalysedContent?> FindContentAsync(FeatureCacheKey key, CancellationToken cancellationToken) => Task.FromResult<AnalysedContent?>(null);

    Task<BackfillJob?> IBackfillReader.FindAsync(string jobId, CancellationToken cancellationToken) => FindJobAsync(jobId);

    public Task<Page<BackfillJob>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<BackfillJob>([.. Jobs], null));

    public Task<Page<BackfillItem>> ListItemsAsync(string jobId, ItemState? state, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ItemState = state;
        return Task.FromResult(new Page<BackfillItem>([.. Items], null));
    }

    public Task<JobPace?> FindPaceAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(Pace);

    public Task<long> CountPendingAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    private Task<BackfillJob?> FindJobAsync(string jobId)
    {
        if (Jobs.Count == 0 || Jobs.Peek().Id != jobId) return Task.FromResult<BackfillJob?>(null);
        return Task.FromResult<BackfillJob?>(Jobs.Count > 1 ? Jobs.Dequeue() : Jobs.Peek());
    }
}
