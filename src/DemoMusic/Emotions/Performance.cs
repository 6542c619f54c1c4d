using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Usuls;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Emotions;

/// <summary>How a track is played: every choice that the composer, the voices and the studio follow.</summary>
public sealed record Performance
{
    /// <summary>The makam.</summary>
    public required Makam Makam { get; init; }

    /// <summary>The usul.</summary>
    public required Usul Usul { get; init; }

    /// <summary>Tempo in beats per minute, see <see cref="Usul.UnitsPerBeat"/>; 45-200.</summary>
    public required double TempoBpm { get; init; }

    /// <summary>The tonic of the leading voice in Hz; 87-617.</summary>
    public required double TonicHz { get; init; }

    /// <summary>The leading voice.</summary>
    public required VoiceKind Lead { get; init; }

    /// <summary>The voice that follows the lead in heterophony; null for a solo.</summary>
    public required VoiceKind? Companion { get; init; }

    /// <summary>How many of the units carry a note, in [0.1, 1].</summary>
    public required double Density { get; init; }

    /// <summary>How much of a note's time sounds: 0.25 is staccato, 1 legato.</summary>
    public required double Articulation { get; init; }

    /// <summary>Brightness of the voices, in [0, 1].</summary>
    public required double Brightness { get; init; }

    /// <summary>Spread of the notes' loudness, in [0, 0.5].</summary>
    public required double Dynamics { get; init; }

    /// <summary>Share of notes with a grace note, in [0, 0.5].</summary>
    public required double Ornaments { get; init; }

    /// <summary>Depth of the vibrato in cents, 0-60.</summary>
    public required double VibratoCents { get; init; }

    /// <summary>Level of the drum against the lead, 0-1.5.</summary>
    public required double Percussion { get; init; }

    /// <summary>What the drum is struck for: 0 is all deep düm, 1 all bright tek, 0.5 both alike.</summary>
    public required double DrumTone { get; init; }

    /// <summary>Level of the drone on the tonic against the lead, 0-0.6.</summary>
    public required double Drone { get; init; }

    /// <summary>Roughness of the playing, as overdrive of the mix, 0 (clean)-6.</summary>
    public required double Roughness { get; init; }
}
