using System.Collections.Immutable;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Shadows;
using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Comparisons;

/// <summary>Comparisons as messages.</summary>
internal static class ComparisonViews
{
    public static ComparisonView Of(ComparisonRequest request, string champion, ModelComparison comparison, ModelEvidence evidence, ComparisonOptions options) => new()
    {
        Candidate = request.Candidate,
        Champion = champion,
        Clips = comparison.Agreement.Total,
        IsSample = evidence.IsSample,
        Agreement = [.. comparison.Agreement.ToArray().Select(row => row.ToImmutableArray())],
        AgreementShare = comparison.Agreement.Share,
        Kappa = comparison.Agreement.Kappa,
        Sure = options.Sure,
        Disagreements =
        [
            .. comparison.ConfidentDisagreements.Select(pair => new DisagreementView(
                pair.Clip.TrackId, pair.Clip.Index, pair.Champion, pair.ChampionConfidence, pair.Candidate, pair.CandidateConfidence, pair.Truth)),
        ],
        AllDisagreements = comparison.AllConfidentDisagreements,
        Labelled = comparison.Metrics is { } metrics ? Labelled(comparison, metrics) : null,
        Labels = new LabelsNeededView(
            comparison.Labels.Have,
            comparison.Labels.Needed,
            comparison.Labels.Still,
            options.SmallestDifference,
            options.Power,
            comparison.Labels.Discordance,
            comparison.Labels.DesignEffect),
        Verdict = comparison.Outcome switch
        {
            ComparisonOutcome.CandidateBetter => ComparisonVerdict.CandidateBetter,
            ComparisonOutcome.ChampionBetter => ComparisonVerdict.ChampionBetter,
            ComparisonOutcome.NoDifferenceThatMatters => ComparisonVerdict.NoDifferenceThatMatters,
            _ => ComparisonVerdict.Inconclusive,
        },
        Reason = comparison.Reason,
        Traffic = evidence.Shadow is { } shadow ? Traffic(shadow, evidence.Champion) : null,
    };

    private static LabelledView Labelled(ModelComparison comparison, PairedMetrics metrics) => new(
        metrics.Clips,
        metrics.Groups,
        Difference(metrics.Accuracy),
        Difference(metrics.MacroF1),
        [.. metrics.PerClassF1.OrderBy(pair => pair.Key).Select(pair => new ClassView(pair.Key, metrics.ClipsOfClass[pair.Key], Difference(pair.Value), PDown(comparison, pair.Key)))],
        [
            .. comparison.Slices.Select(slice => new SliceView(
                slice.By, slice.Name, slice.Clips, slice.Groups, Difference(slice.Accuracy), Difference(slice.MacroF1), slice.AdjustedPDown)),
        ],
        comparison.SmallSlices,
        comparison.McNemar.OnlyChampionRight,
        comparison.McNemar.OnlyCandidateRight,
        comparison.McNemar.PValue,
        comparison.McNemar.Exact);

    private static double? PDown(ModelComparison comparison, EmotionLabel emotion) => comparison.ClassPDown.TryGetValue(emotion, out var p) ? p : null;

    private static DifferenceView Difference(PairedDifference difference) =>
        new(difference.Champion, difference.Candidate, difference.Interval?.Low, difference.Interval?.High, difference.PDown);

    private static ShadowTrafficView Traffic(ScoringStatistics shadow, ScoringStatistics? champion) => new()
    {
        Requests = shadow.Requests,
        Failed = shadow.Failed,
        Dropped = shadow.Dropped,
        Benched = shadow.Benched,
        Unstored = shadow.Unstored,
        Hangs = shadow.Hangs,
        Predictions = shadow.Predictions,
        Reviews = shadow.Reviews,
        ChampionReviews = shadow.AnsweredReviews,
        ScoringP50Seconds = shadow.Latency.Quantile(0.5)?.TotalSeconds,
        ScoringP95Seconds = shadow.Latency.Quantile(0.95)?.TotalSeconds,
        ChampionP95Seconds = champion?.Latency.Quantile(0.95)?.TotalSeconds,
        StartedAt = shadow.StartedAt,
    };
}
