namespace Cluster.Abstractions.Tracks;

/// <summary>One track: the single writer of its rows, and their cache for interactive use. The key is the track id.</summary>
[Alias("track-grain")]
public interface ITrackGrain : IGrainWithStringKey
{
    /// <summary>The track; null when it is not in the catalogue. At most half a second behind the catalogue.</summary>
    [Alias("get")]
    Task<Track?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds the track, or changes what its metadata say.</summary>
    [Alias("register")]
    Task<Track> RegisterAsync(TrackMetadata metadata, CancellationToken cancellationToken = default);

    /// <summary>Analyses a file as this track's audio, tags the track and stores both. The same content, schema and model again does no audio work.</summary>
    [Alias("tag")]
    Task<TagOutcome> TagAsync(TagRequest request, CancellationToken cancellationToken = default);
}
