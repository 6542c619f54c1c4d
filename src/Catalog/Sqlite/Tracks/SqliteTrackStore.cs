using System.Text.Json;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>Tracks on SQLite.</summary>
internal sealed class SqliteTrackStore(SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : ITrackStore
{
    private const int MaxIds = 1000;

    /// <inheritdoc/>
    public Task<Track?> FindAsync(string trackId, CancellationToken cancellationToken) => readers.RunAsync(
        session =>
        {
            var track = session.Prepare(TrackRows.Find).Set("$id", trackId).FirstOrDefault(TrackColumns.Read);
            if (track is null) return null;
            return track with { Clips = [.. session.Prepare(ClipRows.FindAll).Set("$track", trackId).ToList(ClipRows.Read)] };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindVersionAsync(string trackId, CancellationToken cancellationToken) => readers.RunAsync(
        session => (long?)session.Prepare(TrackRows.FindVersion).Set("$id", trackId).Scalar(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Track>> FindManyAsync(IReadOnlyCollection<string> trackIds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trackIds.Count, MaxIds, nameof(trackIds));
        if (trackIds.Count == 0) return Task.FromResult<IReadOnlyList<Track>>([]);
        var ids = JsonSerializer.Serialize(trackIds);
        return readers.RunAsync(session => TrackRows.FindAll(session, ids), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Clip?> FindClipAsync(ClipId id, CancellationToken cancellationToken) => readers.RunAsync(
        session => session.Prepare(ClipRows.Find).Set("$track", id.TrackId).Set("$index", id.Index).FirstOrDefault(ClipRows.Read), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Track>> SearchAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var search = new TrackSearch(query);
        return await readers.RunAsync(search.Run, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<AnalysedContent?> FindContentAsync(FeatureCacheKey key, CancellationToken cancellationToken) =>
        readers.RunAsync(session => FeatureRows.Find(session, key), cancellationToken);

    /// <inheritdoc/>
    public async Task<Track?> SaveAsync(Track track, AnalysedContent? content, CancellationToken cancellationToken)
    {
        if (TrackIds.Validate(track.TrackId) is { } problem) throw new ArgumentException(problem, nameof(track));
        ArgumentOutOfRangeException.ThrowIfNegative(track.Version, nameof(track));
        var saved = await writer.RunAsync(
            session =>
            {
                if (!TrackRows.TrySave(session, track)) return false;
                if (content is not null) FeatureRows.Put(session, content, clock.GetUtcNow());
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return saved ? track with { Version = track.Version + 1 } : null;
    }
}
