using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Usuls;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Emotions;

/// <summary>Turns a mood and an artist's habits into a performance.</summary>
/// <remarks>
/// Tendencies after Juslin and Laukka, "Communication of emotions in vocal expression and music performance", Psychological Bulletin 2003:
/// arousal raises tempo, loudness of the drum, brightness and density; happiness plays staccato and high, sadness legato, low and dark, anger
/// rough and accented, tenderness soft. Every choice is a linear tendency plus the artist's habit plus chance, so that classes overlap.
/// </remarks>
internal static class PerformancePlanner
{
    // How much each voice is drawn to a mood, as (valence, arousal): the kanun to happy, the ney to calm, the kemençe to sad playing.
    private static readonly (double Valence, double Arousal)[] VoiceMoods = [(-0.3, 0.7), (0.5, -0.5), (0.9, 0.5), (-0.9, -0.1), (0.5, -0.8)];

    /// <summary>Plans a performance.</summary>
    public static Performance Plan(Mood mood, Artist artist, SeededRandom random)
    {
        var (valence, arousal) = mood;
        var makam = ChooseMakam(valence, random);
        var lead = ChooseVoice(mood, artist, random);
        return new Performance
        {
            Makam = makam,
            Usul = random.Choose(UsulTable.All),
            TempoBpm = Math.Clamp(98 + (38 * arousal) + (8 * valence) + artist.TempoOffset + random.Normal(0, 9), 45, 200),
            TonicHz = artist.RastHz * Comma.ToRatio(makam.TonicCommas) * Math.Pow(2, Register(valence, arousal, lead, random)),
            Lead = lead,
            Companion = random.Chance(0.55 + (0.25 * arousal)) ? ChooseVoice(mood, artist, random) : null,
            Density = Around(0.55 + (0.25 * arousal) + (0.04 * valence), 0.07, 0.1, 1, random),
            Articulation = Around(0.68 - (0.16 * valence) - (0.1 * arousal) + artist.ArticulationOffset, 0.07, 0.25, 1, random),
            Brightness = Around(0.48 + (0.14 * arousal) + (0.2 * valence) + artist.BrightnessOffset, 0.06, 0, 1, random),
            Dynamics = Around(0.2 + (0.08 * arousal) - (0.05 * valence), 0.05, 0.02, 0.5, random),
            Ornaments = Around(0.16 + (0.06 * arousal) - (0.03 * valence), 0.06, 0, 0.5, random),
            VibratoCents = Around(24 - (16 * valence) + (3 * arousal), 6, 0, 60, random),
            Percussion = Math.Clamp((0.6 + (0.55 * arousal) + random.Normal(0, 0.12)) * artist.PercussionFactor, 0, 1.5),
            DrumTone = Around(0.5 + (0.4 * valence), 0.1, 0, 1, random),
            Drone = Around(0.26 - (0.08 * arousal) - (0.18 * valence), 0.06, 0, 0.6, random),
            Roughness = Around((2.2 * (arousal - valence)) + 0.3, 0.5, 0, 6, random),
        };
    }

    private static double Around(double mean, double deviation, double low, double high, SeededRandom random) =>
        Math.Clamp(random.Normal(mean, deviation), low, high);

    private static Makam ChooseMakam(double valence, SeededRandom random)
    {
        Span<double> weights = stackalloc double[MakamTable.All.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var distance = MakamTable.All[i].Valence - valence;
            weights[i] = Math.Exp(-distance * distance / 0.5);
        }

        return MakamTable.All[random.ChooseWeighted(weights)];
    }

    private static VoiceKind ChooseVoice(Mood mood, Artist artist, SeededRandom random)
    {
        Span<double> weights = stackalloc double[VoiceMoods.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var affinity = (VoiceMoods[i].Valence * mood.Valence) + (VoiceMoods[i].Arousal * mood.Arousal);
            weights[i] = artist.VoiceWeights[i] * Math.Exp(2.3 * affinity);
        }

        return (VoiceKind)random.ChooseWeighted(weights);
    }

    // Octaves above the artist's tuning: plucked voices lie low, the flute high; pleasant moods reach up more often, unpleasant ones down.
    private static int Register(double valence, double arousal, VoiceKind lead, SeededRandom random)
    {
        var home = lead switch
        {
            VoiceKind.Oud => -0.6,
            VoiceKind.Tanbur => -0.4,
            VoiceKind.Ney => 0.6,
            _ => 0.2,
        };
        var wanted = home + (0.55 * valence) + (0.1 * arousal) + random.Normal(0, 0.18);
        return Math.Clamp((int)Math.Round(wanted), -1, 1);
    }
}
