namespace Cluster.Abstractions.Tracks;

/// <summary>One track: the single writer of its rows, and their cache for interactive use. The key is the track id.</summary>
[Alias("track-grain")]
public interface ITrackGrain : IGrainWithStringKey
{
    /// <summary>The track; null when it is not in the catalogue. At most <see cref="LookupFreshness.Grain"/> behind the catalogue.</summary>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<Track?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>The track as somebody is to see it: decided upon by the thresholds of the arm that it or they are in.</summary>
    /// <param name="unit">The user who asks; null: nobody in particular.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is not in the catalogue.</returns>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("look-up")]
    Task<TrackLookup?> LookUpAsync(string? unit, CancellationToken cancellationToken = default);

    /// <summary>Adds the track, or changes what its metadata say.</summary>
    [Alias("register")]
    Task<Track> RegisterAsync(TrackMetadata metadata, CancellationToken cancellationToken = default);

    /// <summary>Analyses a file as this track's audio, tags the track and stores both. The same content, schema and model again does no audio work.</summary>
    [Alias("tag")]
    Task<TagOutcome> TagAsync(TagRequest request, CancellationToken cancellationToken = default);
}
