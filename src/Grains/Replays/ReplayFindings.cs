using System.Globalization;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Promotion;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Replays;

/// <summary>What the last replay says of a candidate, so that it can be judged without ever having been a shadow.</summary>
public sealed class ReplayFindings(IReplayReader replays, ITrafficStore traffic, PromotionOptions options, TimeProvider clock) : IPromotionComparison
{
    /// <inheritdoc/>
    public async Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken)
    {
        var stored = await replays.FindAsync(candidate, cancellationToken);
        if (stored is not { Replay: { State: ReplayState.Completed } replay, Result: { } result } || replay.Champion != champion) return PromotionFindings.None;
        var comparison = result.Comparison is { } compared ? ReplayDocuments.ToComparison(compared) : null;
        return new PromotionFindings(comparison, await TrafficAsync(result, champion, cancellationToken), Describe(replay, result));
    }

    /// <summary>The candidate on the replayed recordings. How long a whole answer takes is known of the champion, whose decoding is the candidate's; its own scoring comes on top.</summary>
    private async Task<TrafficFigures> TrafficAsync(ReplayResult result, string champion, CancellationToken cancellationToken)
    {
        var counts = await traffic.SumAsync(champion, 0, clock.GetUtcNow() - options.TrafficWindow, cancellationToken);
        var times = TrafficTimes.Of(counts, options.Gates.LeastRequests);
        var (requests, known) = (result.Tracks + result.Traffic.CandidateErrors, times.Total >= options.Gates.LeastRequests);
        return new TrafficFigures(
            requests,
            result.Traffic.CandidateErrors,
            times.Quantile(TrafficTimes.Share) + TimeSpan.FromSeconds(result.Traffic.SecondsForAClipP95),
            result.Tracks,
            result.Traffic.CandidateReviews,
            result.Tracks,
            result.Traffic.ChampionReviews)
        {
            Timed = known ? requests : 0,
        };
    }

    private static string Describe(Replay replay, ReplayResult result)
    {
        var labelled = result.Comparison is { } comparison
            ? string.Create(CultureInfo.InvariantCulture, $"{comparison.Clips} labelled clips, {comparison.FreshClips} of them labelled after both models were registered")
            : "no labelled clips";
        return string.Create(CultureInfo.InvariantCulture, $"a replay of {result.Tracks} tracks on {replay.FinishedAt:yyyy-MM-dd} ({labelled})");
    }
}
