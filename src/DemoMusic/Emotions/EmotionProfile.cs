using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;
using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Emotions;

/// <summary>Where the tracks of one emotion lie in the valence-arousal plane: a normal distribution that overlaps its neighbours'.</summary>
/// <param name="Label">The emotion.</param>
/// <param name="Centre">Its middle.</param>
/// <param name="Spread">Standard deviation along both axes.</param>
/// <remarks>
/// Some tracks are mixtures: they lie a good part of the way towards another emotion while their label stays, as where listeners disagree.
/// The figures were tuned so that a linear model tags most tracks of unknown artists correctly, but not all: a perfect score would show nothing.
/// </remarks>
public sealed record EmotionProfile(EmotionLabel Label, Mood Centre, double Spread)
{
    /// <summary>The share of tracks that are mixtures.</summary>
    public const double MixtureShare = 0.1;

    /// <summary>The profiles in the order of the labels' numbers.</summary>
    public static ImmutableArray<EmotionProfile> All { get; } =
    [
        new(EmotionLabel.Happy, new(0.7, 0.6), 0.24),
        new(EmotionLabel.Sad, new(-0.65, -0.6), 0.24),
        new(EmotionLabel.Angry, new(-0.7, 0.75), 0.24),
        new(EmotionLabel.Relaxed, new(0.65, -0.65), 0.24),
    ];

    /// <summary>Draws the mood of a track.</summary>
    internal Mood Draw(SeededRandom random)
    {
        var mood = new Mood(random.Normal(Centre.Valence, Spread), random.Normal(Centre.Arousal, Spread));
        if (!random.Chance(MixtureShare)) return mood;
        var other = All[((int)Label + 1 + random.Next(All.Length - 1)) % All.Length];
        return mood.Towards(other.Centre, random.Between(0.3, 0.6));
    }
}
