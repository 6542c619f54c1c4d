using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;

namespace Cluster.Modeling.Tests.Support;

/// <summary>Clips that two models have scored.</summary>
internal static class Clips
{
    /// <summary>Probabilities with one emotion on top.</summary>
    public static EmotionProbabilities Sure(EmotionLabel label, double confidence = 0.85)
    {
        Span<double> values = stackalloc double[EmotionProbabilities.Count];
        values.Fill((1 - confidence) / 3);
        values[(int)label] = confidence;
        return EmotionProbabilities.From(values);
    }

    public static PairedClip Pair(
        int track, EmotionLabel champion, EmotionLabel candidate, EmotionLabel? truth = null, string? artist = null, string? genre = null, double? tempo = null) => new()
        {
            Clip = new ClipId($"t{track}", 0),
            Champion = Sure(champion),
            Candidate = Sure(candidate),
            Truth = truth,
            Artist = artist,
            Genre = genre,
            TempoBpm = tempo,
        };

    /// <summary>The emotion after this one.</summary>
    public static EmotionLabel Next(EmotionLabel label) => (EmotionLabel)(((int)label + 1) % EmotionProbabilities.Count);

    /// <summary>
    /// Labelled clips of artists. Only one of the models is right with the two given chances, both with that of <paramref name="bothRight"/>, else neither. Clips of
    /// an artist are alike with the chance <paramref name="alike"/>.
    /// </summary>
    public static PairedClip[] Simulate(Random random, int artists, int perArtist, double onlyChampion, double onlyCandidate, double bothRight = 0.5, double alike = 0)
    {
        var clips = new PairedClip[artists * perArtist];
        for (var artist = 0; artist < artists; artist++)
        {
            var shared = random.NextDouble();
            for (var i = 0; i < perArtist; i++)
            {
                var draw = random.NextDouble() < alike ? shared : random.NextDouble();
                var truth = (EmotionLabel)random.Next(EmotionProbabilities.Count);
                var (championRight, candidateRight) = draw < onlyChampion ? (true, false)
                    : draw < onlyChampion + onlyCandidate ? (false, true)
                    : (draw < onlyChampion + onlyCandidate + bothRight, draw < onlyChampion + onlyCandidate + bothRight);
                var track = (artist * perArtist) + i;
                clips[track] = Pair(track, championRight ? truth : Next(truth), candidateRight ? truth : Next(truth), truth, $"a{artist}");
            }
        }

        return clips;
    }
}
