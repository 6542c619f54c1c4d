using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Tracks on a database.</summary>
internal sealed class TrackStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : ITrackStore
{
    private const int MaxIds = 1000;
    private const int MaxKeys = 4000;

    /// <inheritdoc/>
    public Task<Track?> FindAsync(string trackId, CancellationToken cancellationToken) => reads.RunAsync(
        async session =>
        {
            var track = await session.Prepare(TrackRows.Find).Set("$id", trackId).FirstOrDefaultAsync(TrackColumns.Read).ConfigureAwait(false);
            if (track is null) return null;
            return track with { Clips = [.. await session.Prepare(ClipRows.FindAll).Set("$track", trackId).ToListAsync(ClipRows.Read).ConfigureAwait(false)] };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindVersionAsync(string trackId, CancellationToken cancellationToken) => reads.RunSingleAsync(
        session => session.Prepare(TrackRows.FindVersion).Set("$id", trackId).FirstOrDefaultAsync(row => (long?)row.GetInt64(0)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Track>> FindManyAsync(IReadOnlyCollection<string> trackIds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trackIds.Count, MaxIds, nameof(trackIds));
        if (trackIds.Count == 0) return Task.FromResult<IReadOnlyList<Track>>([]);
        return reads.RunAsync(session => TrackRows.FindAllAsync(session, trackIds), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Clip?> FindClipAsync(ClipId id, CancellationToken cancellationToken) => reads.RunSingleAsync(
        session => session.Prepare(ClipRows.Find).Set("$track", id.TrackId).Set("$index", id.Index).FirstOrDefaultAsync(ClipRows.Read), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Track>> SearchAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var search = new TrackSearch(query);
        return await reads.RunAsync(search.RunAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<AnalysedContent?> FindContentAsync(FeatureCacheKey key, CancellationToken cancellationToken) =>
        reads.RunAsync(session => FeatureRows.FindAsync(session, key), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AnalysedContent>> FindContentsAsync(IReadOnlyCollection<FeatureCacheKey> keys, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, MaxKeys, nameof(keys));
        if (keys.Count == 0) return Task.FromResult<IReadOnlyList<AnalysedContent>>([]);
        return reads.RunAsync(session => FeatureRows.FindManyAsync(session, keys), cancellationToken);
    }

    /// <inheritdoc/>
    public Task KeepContentAsync(AnalysedContent content, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            await FeatureRows.PutAsync(session, [content], clock.GetUtcNow()).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Track?> SaveAsync(Track track, AnalysedContent? content, CancellationToken cancellationToken)
    {
        if (TrackIds.Validate(track.TrackId) is { } problem) throw new ArgumentException(problem, nameof(track));
        ArgumentOutOfRangeException.ThrowIfNegative(track.Version, nameof(track));
        var saved = await writes.RunAsync(
            async session =>
            {
                if (!await TrackRows.TrySaveAsync(session, track).ConfigureAwait(false)) return false;
                if (content is not null) await FeatureRows.PutAsync(session, [content], clock.GetUtcNow()).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return saved ? track with { Version = track.Version + 1 } : null;
    }
}
