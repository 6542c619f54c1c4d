using System.Globalization;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Grains.Comparisons;
using Cluster.Grains.Promotion;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Replays;

/// <summary>What the last replay says of a candidate, so that it can be judged without ever having been a shadow.</summary>
public sealed class ReplayFindings(IReplayReader replays, AnswerTimes times) : IPromotionComparison
{
    /// <inheritdoc/>
    public async Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken)
    {
        var stored = await replays.FindAsync(candidate, cancellationToken);
        if (stored is not { Replay: { State: ReplayState.Completed } replay, Result: { } result } || replay.Champion != champion) return PromotionFindings.None;
        var comparison = stored.Comparison is { } compared ? ComparisonViews.ToComparison(compared) : null;
        var (scored, source) = (await times.AddAsync(TrafficOf(result), champion, cancellationToken), Describe(replay, result, comparison));
        return new PromotionFindings(comparison, comparison is null ? null : source, scored, source);
    }

    // The latency is of the candidate's scoring alone.
    private static TrafficFigures TrafficOf(ReplayResult result) => new(
        result.Tracks + result.Traffic.CandidateErrors,
        result.Traffic.CandidateErrors,
        TimeSpan.FromSeconds(result.Traffic.SecondsForAClipP95),
        result.Tracks,
        result.Traffic.CandidateReviews,
        result.Tracks,
        result.Traffic.ChampionReviews);

    private static string Describe(Replay replay, ReplayResult result, ModelComparison? comparison)
    {
        var labelled = comparison?.Metrics is { } metrics
            ? string.Create(CultureInfo.InvariantCulture, $"{metrics.Clips} labelled clips, {result.FreshLabelledClips} of them labelled after both models were registered")
            : "no labelled clips";
        return string.Create(CultureInfo.InvariantCulture, $"a replay of {result.Tracks} tracks on {replay.FinishedAt:yyyy-MM-dd} ({labelled})");
    }
}
