using Cluster.Abstractions.Comparisons;
using Cluster.Catalog.Shadows;

namespace Cluster.Gateway.Contracts;

/// <summary>What a version did as a shadow, over all silos and their runs.</summary>
/// <param name="Requests">Recordings that it was to score.</param>
/// <param name="Failed">Those that it failed on.</param>
/// <param name="Dropped">Recordings that were passed over because too many waited.</param>
/// <param name="Benched">Recordings that were passed over because it rested or was out.</param>
/// <param name="Unstored">Predictions that were not stored because the catalogue was too slow.</param>
/// <param name="Hangs">How often it did not return.</param>
/// <param name="Predictions">Predictions of clips.</param>
/// <param name="Reviews">Those of them that a person would have to review.</param>
/// <param name="ChampionReviews">Predictions of the same clips that the champion made and that a person has to review.</param>
/// <param name="ScoringP50Seconds">Median time to score a recording; null before the first.</param>
/// <param name="ScoringP95Seconds">What 95 of 100 recordings took at most; null before the first.</param>
/// <param name="ChampionP95Seconds">What 95 of 100 interactive requests took at most that the champion answered; null before the first, and for all champions together.</param>
/// <param name="Since">When the counting began.</param>
public sealed record ShadowTrafficJson(
    long Requests,
    long Failed,
    long Dropped,
    long Benched,
    long Unstored,
    long Hangs,
    long Predictions,
    long Reviews,
    long ChampionReviews,
    double? ScoringP50Seconds,
    double? ScoringP95Seconds,
    double? ChampionP95Seconds,
    DateTimeOffset Since)
{
    /// <summary>The JSON of a shadow beside one champion.</summary>
    public static ShadowTrafficJson From(ShadowTrafficView view) => new(
        view.Requests,
        view.Failed,
        view.Dropped,
        view.Benched,
        view.Unstored,
        view.Hangs,
        view.Predictions,
        view.Reviews,
        view.ChampionReviews,
        view.ScoringP50Seconds,
        view.ScoringP95Seconds,
        view.ChampionP95Seconds,
        view.StartedAt);

    /// <summary>The JSON of a shadow beside whichever version answered.</summary>
    public static ShadowTrafficJson From(ScoringStatistics counts) => new(
        counts.Requests,
        counts.Failed,
        counts.Dropped,
        counts.Benched,
        counts.Unstored,
        counts.Hangs,
        counts.Predictions,
        counts.Reviews,
        counts.AnsweredReviews,
        counts.Latency.Quantile(0.5)?.TotalSeconds,
        counts.Latency.Quantile(0.95)?.TotalSeconds,
        null,
        counts.StartedAt);
}
