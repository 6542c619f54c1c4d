using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Replays;

/// <summary>What the statistics say, as stored and shown.</summary>
internal static class ReplayDocuments
{
    private const int MostGenres = 100;

    public static ReplayResult Of(ReplaySummary summary, ReplaySpec spec, long tracks, ReplayedGaps gaps, ReplayedTraffic traffic, int freshLabelledClips) => new()
    {
        Tracks = tracks,
        Clips = summary.Clips,
        Flips = summary.Flips,
        FlipShare = summary.FlipShare,
        Labels = summary.Labels,
        Decisions = summary.Decisions,
        ByClass = Parts(summary.ByClass),
        ByGenre = Parts(summary.ByGenre.Take(MostGenres)),
        ByArtist = Parts(summary.ByArtist),
        SurestFlips = [.. summary.SurestFlips.Select(flip => new ReplayedFlip(flip.Clip.ToString(), flip.Clip.TrackId, flip.From.ToName(), flip.To.ToName(), flip.Confidence))],
        ReviewBefore = summary.ReviewBefore,
        ReviewAfter = summary.ReviewAfter,
        Cost = new ReplayedCost(
            summary.ChampionExpectedError, summary.CandidateExpectedError, spec.LeastFall, spec.GreatestFall, summary.ChangeOfUse.Low, summary.ChangeOfUse.High),
        Gaps = gaps,
        Traffic = traffic,
        FreshLabelledClips = freshLabelledClips,
    };

    private static IReadOnlyList<ReplayedPart> Parts(IEnumerable<ReplayPart> parts) => [.. parts.Select(part => new ReplayedPart(part.Name, part.Clips, part.Flips, part.Share))];
}
