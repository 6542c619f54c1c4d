using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Tracks;

namespace Cluster.Gateway.Contracts;

/// <summary>A track as scripts rely on it.</summary>
public sealed class TrackJson
{
    /// <summary>The track's id.</summary>
    public required string TrackId { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Album.</summary>
    public string? Album { get; init; }

    /// <summary>Where the recording comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Genre.</summary>
    public string? Genre { get; init; }

    /// <summary>Year.</summary>
    public int? Year { get; init; }

    /// <summary>Length in seconds; null until its audio was analysed.</summary>
    public double? DurationS { get; init; }

    /// <summary>SHA-256 of its audio file; null until it was analysed.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The row's version: rises with every change.</summary>
    public required long Version { get; init; }

    /// <summary>The emotion over the whole track; null until it was tagged.</summary>
    public EmotionJson? Emotion { get; init; }

    /// <summary>The clips in order; absent in lists.</summary>
    public IReadOnlyList<TimelineJson>? Timeline { get; init; }

    /// <summary>The arms of running experiments that this answer is in; absent in lists, which are as the catalogue has them.</summary>
    public IReadOnlyList<ExperimentTagJson>? Experiments { get; init; }

    /// <summary>A track's JSON.</summary>
    public static TrackJson From(Track track, bool withTimeline = true, IReadOnlyList<ExperimentTag>? experiments = null) => new()
    {
        TrackId = track.TrackId,
        Title = track.Metadata.Title,
        Artist = track.Metadata.Artist,
        Album = track.Metadata.Album,
        Source = track.Metadata.Source,
        Genre = track.Metadata.Genre,
        Year = track.Metadata.Year,
        DurationS = track.Audio?.DurationS,
        ContentHash = track.Audio?.ContentHash,
        Version = track.Version,
        Emotion = track.Emotion is { } emotion ? new EmotionJson(emotion) : null,
        Timeline = withTimeline ? TimelineJson.From(track.Clips) : null,
        Experiments = experiments is null ? null : ExperimentTagJson.From(experiments),
    };
}
