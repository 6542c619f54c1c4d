using System.Collections.Immutable;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Evaluation;

namespace Cluster.Grains.Comparisons;

/// <summary>Comparisons as messages, which shadows and replays share, and back.</summary>
internal static class ComparisonViews
{
    private static readonly Dictionary<ComparisonOutcome, ComparisonVerdict> Verdicts = new()
    {
        [ComparisonOutcome.Inconclusive] = ComparisonVerdict.Inconclusive,
        [ComparisonOutcome.CandidateBetter] = ComparisonVerdict.CandidateBetter,
        [ComparisonOutcome.ChampionBetter] = ComparisonVerdict.ChampionBetter,
        [ComparisonOutcome.NoDifferenceThatMatters] = ComparisonVerdict.NoDifferenceThatMatters,
    };

    /// <summary>A comparison's message; of all clips, and without traffic.</summary>
    public static ComparisonView Of(string candidate, string champion, ModelComparison comparison, ComparisonOptions options) => new()
    {
        Candidate = candidate,
        Champion = champion,
        Clips = comparison.Agreement.Total,
        IsSample = false,
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
            comparison.Labels.DesignEffect,
            comparison.Labels.Difference),
        Verdict = Verdicts[comparison.Outcome],
        Reason = comparison.Reason,
    };

    /// <summary>The comparison behind a message, for the gates. Single disagreements are left out.</summary>
    public static ModelComparison ToComparison(ComparisonView view) => new(
        AgreementMatrix.Of(view.Agreement.Select(row => (IReadOnlyList<long>)row).ToList()),
        [],
        view.AllDisagreements,
        view.Labelled is { } test ? new McNemarTest(test.OnlyChampionRight, test.OnlyCandidateRight, test.McNemarP, test.McNemarExact) : new McNemarTest(0, 0, 1, true),
        view.Labelled is { } metrics ? Metrics(metrics) : null,
        view.Labelled?.Classes.Where(part => part.AdjustedPDown is not null).ToDictionary(part => part.Emotion, part => part.AdjustedPDown!.Value) ?? [],
        view.Labelled is { } labelled
            ? [.. labelled.Slices.Select(slice => new SliceComparison(slice.By, slice.Name, slice.Clips, slice.Groups, Difference(slice.Accuracy), Difference(slice.MacroF1), slice.AdjustedPDown))]
            : [],
        view.Labelled?.SmallSlices ?? 0,
        new LabelsNeeded(view.Labels.Have, view.Labels.Needed, view.Labels.Difference, view.Labels.Discordance, view.Labels.DesignEffect),
        Verdicts.First(pair => pair.Value == view.Verdict).Key,
        view.Reason);

    private static PairedMetrics Metrics(LabelledView labelled) => new(
        labelled.Clips,
        labelled.Groups,
        Difference(labelled.Accuracy),
        Difference(labelled.MacroF1),
        labelled.Classes.ToDictionary(part => part.Emotion, part => Difference(part.F1)),
        labelled.Classes.ToDictionary(part => part.Emotion, part => part.Clips));

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

    private static PairedDifference Difference(DifferenceView view) =>
        new(view.Champion, view.Candidate, view is { Low: { } low, High: { } high } ? new Interval(low, high) : null, view.PDown);
}
