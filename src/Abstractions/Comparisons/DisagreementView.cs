using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Comparisons;

/// <summary>A clip that both versions are sure of and call differently.</summary>
/// <param name="TrackId">The clip's track.</param>
/// <param name="ClipIndex">The clip's position.</param>
/// <param name="Champion">The champion's emotion.</param>
/// <param name="ChampionConfidence">Its probability.</param>
/// <param name="Candidate">The candidate's emotion.</param>
/// <param name="CandidateConfidence">Its probability.</param>
/// <param name="Truth">The right emotion; null where nobody has said.</param>
[GenerateSerializer, Immutable, Alias("disagreement-view")]
public sealed record DisagreementView(
    [property: Id(0)] string TrackId,
    [property: Id(1)] int ClipIndex,
    [property: Id(2)] EmotionLabel Champion,
    [property: Id(3)] double ChampionConfidence,
    [property: Id(4)] EmotionLabel Candidate,
    [property: Id(5)] double CandidateConfidence,
    [property: Id(6)] EmotionLabel? Truth)
{
    /// <summary>The clip.</summary>
    public ClipId Clip => new(TrackId, ClipIndex);
}
