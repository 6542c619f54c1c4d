namespace Cluster.Abstractions.Tracks;

/// <summary>What the catalogue knows about a track besides its sound. Every field may be unknown (null).</summary>
[GenerateSerializer, Immutable, Alias("track-metadata")]
public sealed record TrackMetadata
{
    /// <summary>Nothing known.</summary>
    public static TrackMetadata Empty { get; } = new();

    /// <summary>Title.</summary>
    [Id(0)] public string? Title { get; init; }

    /// <summary>Performing artist.</summary>
    [Id(1)] public string? Artist { get; init; }

    /// <summary>Album.</summary>
    [Id(2)] public string? Album { get; init; }

    /// <summary>Where the recording comes from: an archive, a label, a data set.</summary>
    [Id(3)] public string? Source { get; init; }

    /// <summary>Genre or form.</summary>
    [Id(4)] public string? Genre { get; init; }

    /// <summary>Year of the recording.</summary>
    [Id(5)] public int? Year { get; init; }

    /// <summary>This, with every field that <paramref name="newer"/> knows taken from it.</summary>
    public TrackMetadata MergedWith(TrackMetadata newer) => new()
    {
        Title = newer.Title ?? Title,
        Artist = newer.Artist ?? Artist,
        Album = newer.Album ?? Album,
        Source = newer.Source ?? Source,
        Genre = newer.Genre ?? Genre,
        Year = newer.Year ?? Year,
    };
}
