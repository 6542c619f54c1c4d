using System.Collections.Immutable;
using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Artists;

/// <summary>Invents artists.</summary>
internal static class ArtistFactory
{
    private const int FirstYear = 1962;
    private const int LastYear = 2024;

    /// <summary>Invents artists with different names.</summary>
    /// <param name="seed">The catalogue's seed.</param>
    /// <param name="count">How many; at most <see cref="TurkishNames.ArtistCount"/>.</param>
    public static ImmutableArray<Artist> Invent(long seed, int count)
    {
        var random = SeededRandom.For(seed, -1);
        var names = TurkishNames.Artists(random, count);
        var albums = new HashSet<string>();
        return [.. names.Select(name => Invent(random, name, albums))];
    }

    private static Artist Invent(SeededRandom random, string name, HashSet<string> albums)
    {
        var debut = FirstYear + random.Next(LastYear - FirstYear - 10);
        var discs = Enumerable.Range(0, 2 + random.Next(2))
            .Select(i => new Album(TurkishNames.AlbumTitle(random, albums), Math.Min(LastYear, debut + (i * 3) + random.Next(3))))
            .ToImmutableArray();
        return new Artist
        {
            Name = name,
            Genre = random.Choose(TurkishNames.Genres),
            Albums = discs,
            VoiceWeights = [.. Enum.GetValues<VoiceKind>().Select(_ => random.Between(0.4, 1.4))],
            RastHz = 174.6 * Math.Pow(2, random.Next(7) / 12.0),
            TempoOffset = random.Normal(0, 7),
            BrightnessOffset = random.Normal(0, 0.06),
            ArticulationOffset = random.Normal(0, 0.05),
            PercussionFactor = Math.Exp(random.Normal(0, 0.2)),
            Recording = Record(random, debut),
        };
    }

    // The older the debut, the narrower and noisier the tape.
    private static RecordingStyle Record(SeededRandom random, int debut)
    {
        var age = (LastYear - debut) / (double)(LastYear - FirstYear);
        return new(
            ReverbS: random.Between(0.5, 1.8),
            ReverbLevel: random.Between(0.08, 0.35),
            TiltDb: Math.Clamp(random.Normal(0, 1.2), -4, 4),
            CutoffHz: 17000 - (8000 * age) + random.Between(-1000, 1000),
            HissDb: -82 + (22 * age) + random.Between(-4, 4),
            LoudnessDb: -15 - (6 * age) + random.Between(-2, 2));
    }
}
