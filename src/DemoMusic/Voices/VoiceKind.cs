namespace Cluster.DemoMusic.Voices;

/// <summary>The melodic voices; each is a synthetic sketch of its model, not an imitation.</summary>
public enum VoiceKind
{
    /// <summary>Plucked, short and dark, after the oud.</summary>
    Oud,

    /// <summary>Plucked, long and bright, after the tanbur.</summary>
    Tanbur,

    /// <summary>Plucked in detuned courses, bright, after the kanun.</summary>
    Kanun,

    /// <summary>Bowed, after the kemençe.</summary>
    Kemence,

    /// <summary>Breathy flute, after the ney.</summary>
    Ney,
}
