using System.Collections.Concurrent;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A catalogue of tracks in memory, for rules that need to read a few.</summary>
internal sealed class MemoryTracks : ITrackStore
{
    private readonly ConcurrentDictionary<string, Track> tracks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FeatureCacheKey, AnalysedContent> contents = new();

    public Task<Track?> FindAsync(string trackId, CancellationToken cancellationToken) => Task.FromResult(tracks.GetValueOrDefault(trackId));

    public Task<long?> FindVersionAsync(string trackId, CancellationToken cancellationToken) => Task.FromResult(tracks.GetValueOrDefault(trackId)?.Version);

    public Task<IReadOnlyList<Track>> FindManyAsync(IReadOnlyCollection<string> trackIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Track>>([.. trackIds.Select(tracks.GetValueOrDefault).OfType<Track>()]);

    public Task<Clip?> FindClipAsync(ClipId id, CancellationToken cancellationToken) =>
        Task.FromResult(tracks.GetValueOrDefault(id.TrackId)?.Clips.FirstOrDefault(clip => clip.Index == id.Index));

    public Task<Page<Track>> SearchAsync(TrackQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AnalysedContent?> FindContentAsync(FeatureCacheKey key, CancellationToken cancellationToken) => Task.FromResult(contents.GetValueOrDefault(key));

    public Task<IReadOnlyList<AnalysedContent>> FindContentsAsync(IReadOnlyCollection<FeatureCacheKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AnalysedContent>>([.. keys.Select(contents.GetValueOrDefault).OfType<AnalysedContent>()]);

    public Task KeepContentAsync(AnalysedContent content, CancellationToken cancellationToken)
    {
        Keep(content);
        return Task.CompletedTask;
    }

    public Task<Track?> SaveAsync(Track track, AnalysedContent? content, CancellationToken cancellationToken)
    {
        var stored = track with { Version = track.Version + 1 };
        var won = track.Version == 0 ? tracks.TryAdd(track.TrackId, stored) : tracks.TryGetValue(track.TrackId, out var old) && old.Version == track.Version && tracks.TryUpdate(track.TrackId, stored, old);
        if (won && content is not null) Keep(content);
        return Task.FromResult(won ? stored : null);
    }

    private void Keep(AnalysedContent content)
    {
        foreach (var one in content.Beside.Prepend(content)) contents[one.Key] = one with { Beside = [] };
    }
}
