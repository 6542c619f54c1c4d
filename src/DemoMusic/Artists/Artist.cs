using System.Collections.Immutable;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Artists;

/// <summary>An invented artist, with the habits by which all of the artist's recordings resemble one another.</summary>
/// <remarks>
/// The habits are what makes a split by artist honest: a model that learned the artists of the training half gains nothing on the others.
/// </remarks>
public sealed record Artist
{
    /// <summary>Invented name; any likeness to a living or dead musician is an accident.</summary>
    public required string Name { get; init; }

    /// <summary>The genre that is written into the catalogue.</summary>
    public required string Genre { get; init; }

    /// <summary>Albums with their years, in order of the years.</summary>
    public required ImmutableArray<Album> Albums { get; init; }

    /// <summary>How gladly the artist takes each <see cref="VoiceKind"/> as the lead, by its number; positive weights.</summary>
    public required ImmutableArray<double> VoiceWeights { get; init; }

    /// <summary>The artist's tuning (ahenk): the tone Rast in Hz, 174-247.</summary>
    public required double RastHz { get; init; }

    /// <summary>What the artist adds to every tempo, in beats per minute.</summary>
    public required double TempoOffset { get; init; }

    /// <summary>What the artist adds to every brightness.</summary>
    public required double BrightnessOffset { get; init; }

    /// <summary>What the artist adds to every articulation.</summary>
    public required double ArticulationOffset { get; init; }

    /// <summary>Factor on the drum's level.</summary>
    public required double PercussionFactor { get; init; }

    /// <summary>The room and the desk.</summary>
    public required RecordingStyle Recording { get; init; }
}
