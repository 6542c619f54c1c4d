using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Comparison;

/// <summary>A clip that both models are sure of, and call differently: one of them is surely wrong, and one label says which.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Champion">The champion's emotion.</param>
/// <param name="ChampionConfidence">Its probability.</param>
/// <param name="Candidate">The candidate's emotion.</param>
/// <param name="CandidateConfidence">Its probability.</param>
/// <param name="Truth">The right emotion; null where nobody has said.</param>
public sealed record ConfidentDisagreement(
    ClipId Clip, EmotionLabel Champion, double ChampionConfidence, EmotionLabel Candidate, double CandidateConfidence, EmotionLabel? Truth)
{
    /// <summary>Finds them.</summary>
    /// <param name="clips">Clips with both models' probabilities.</param>
    /// <param name="leastConfidence">What both must reach, in [0, 1].</param>
    /// <returns>Those where the less sure of the two is surest first, then by track id and index.</returns>
    public static IReadOnlyList<ConfidentDisagreement> Find(IEnumerable<PairedClip> clips, double leastConfidence)
    {
        var found = new List<ConfidentDisagreement>();
        foreach (var clip in clips)
        {
            var (champion, candidate) = (clip.Champion.Top(), clip.Candidate.Top());
            if (champion == candidate || clip.Champion[champion] < leastConfidence || clip.Candidate[candidate] < leastConfidence) continue;
            found.Add(new ConfidentDisagreement(clip.Clip, champion, clip.Champion[champion], candidate, clip.Candidate[candidate], clip.Truth));
        }

        return
        [
            .. found.OrderByDescending(pair => Math.Min(pair.ChampionConfidence, pair.CandidateConfidence))
                .ThenBy(pair => pair.Clip.TrackId, StringComparer.Ordinal).ThenBy(pair => pair.Clip.Index),
        ];
    }
}
