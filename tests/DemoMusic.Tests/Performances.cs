using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Emotions;
using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Usuls;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Tests;

/// <summary>Performances with nothing left to chance, for tests that change one thing.</summary>
internal static class Performances
{
    public static Performance Plain { get; } = new()
    {
        Makam = MakamTable.All[0],
        Usul = UsulTable.All.Single(usul => usul.Name == "Düyek"),
        TempoBpm = 100,
        TonicHz = 220,
        Lead = VoiceKind.Kanun,
        Companion = null,
        Density = 0.7,
        Articulation = 0.7,
        Brightness = 0.5,
        Dynamics = 0.1,
        Ornaments = 0.1,
        VibratoCents = 15,
        Percussion = 0.8,
        DrumTone = 0.5,
        Drone = 0.2,
        Roughness = 0.5,
    };

    public static RecordingStyle Recording { get; } = new(1, 0.2, 0, 16000, -75, -18);
}
