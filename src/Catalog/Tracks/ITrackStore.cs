using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Tracks;

/// <summary>Writes tracks. What a call returned from has survived: it is on disk.</summary>
public interface ITrackStore : ITrackReader
{
    /// <summary>Writes a track with all its clips if the stored version is still <see cref="Track.Version"/>, and the content's features, in one transaction.</summary>
    /// <param name="track">The track; its version is the one that was read, 0 for a new track.</param>
    /// <param name="content">What audio work yielded; null when there was none.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>The stored track, its version one higher; null when somebody else changed the row first and nothing was written.</returns>
    Task<Track?> SaveAsync(Track track, AnalysedContent? content, CancellationToken cancellationToken);

    /// <summary>Keeps what audio work yielded, for a content that is no track's yet or that its track is not to be changed for.</summary>
    Task KeepContentAsync(AnalysedContent content, CancellationToken cancellationToken);
}
