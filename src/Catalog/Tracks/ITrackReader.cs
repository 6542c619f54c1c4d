using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Tracks;

/// <summary>Reads tracks, clips and cached features. Safe for concurrent use.</summary>
public interface ITrackReader
{
    /// <summary>A track with its clips; null when there is none.</summary>
    Task<Track?> FindAsync(string trackId, CancellationToken cancellationToken);

    /// <summary>The version of a track's row; null when there is none. One look-up by primary key.</summary>
    Task<long?> FindVersionAsync(string trackId, CancellationToken cancellationToken);

    /// <summary>The tracks among these ids that exist, with their clips, in any order. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Track>> FindManyAsync(IReadOnlyCollection<string> trackIds, CancellationToken cancellationToken);

    /// <summary>One clip; null when there is none.</summary>
    Task<Clip?> FindClipAsync(ClipId id, CancellationToken cancellationToken);

    /// <summary>Searches tracks; clips are not filled in.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<Track>> SearchAsync(TrackQuery query, CancellationToken cancellationToken);

    /// <summary>All that audio work once yielded for this content under this schema and clip plan; null when it is not cached whole.</summary>
    Task<AnalysedContent?> FindContentAsync(FeatureCacheKey key, CancellationToken cancellationToken);

    /// <summary>The same for many contents at once: those among these keys that are cached whole, in any order, each under the key that was given. At most 4,000 keys.</summary>
    Task<IReadOnlyList<AnalysedContent>> FindContentsAsync(IReadOnlyCollection<FeatureCacheKey> keys, CancellationToken cancellationToken);
}
