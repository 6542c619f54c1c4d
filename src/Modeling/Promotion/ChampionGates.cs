using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using static System.FormattableString;

namespace Cluster.Modeling.Promotion;

/// <summary>Checks of a candidate against the champion on the same labelled clips.</summary>
internal static class ChampionGates
{
    public static IEnumerable<GateCheck> Overall(PromotionEvidence evidence, PromotionGateOptions options) =>
    [
        NotWorse(Gate.MacroF1AgainstChampion, "macro-F1", metrics => metrics.MacroF1, evidence, options),
        NotWorse(Gate.AccuracyAgainstChampion, "accuracy", metrics => metrics.Accuracy, evidence, options),
    ];

    /// <summary>Fails where an emotion is down by more than allowed and the corrected p-value of a fall is at most alpha.</summary>
    public static GateCheck Classes(PromotionEvidence evidence, PromotionGateOptions options)
    {
        if (Missing(Gate.Classes, evidence, options) is { } missing) return missing;
        var (comparison, metrics) = (evidence.AgainstChampion!, evidence.AgainstChampion!.Metrics!);
        return Falls(Gate.Classes, "F1 of ", [.. metrics.PerClassF1.Select(pair => new Part(
            pair.Key.ToName(), metrics.ClipsOfClass[pair.Key], pair.Value, comparison.ClassPDown.TryGetValue(pair.Key, out var p) ? p : null))], options.LeastClassClips, 0, options);
    }

    /// <summary>The same for genres and ranges of tempo, by their accuracy: macro-F1 of a slice swings with emotions that hardly occur in it.</summary>
    public static GateCheck Slices(PromotionEvidence evidence, PromotionGateOptions options)
    {
        if (Missing(Gate.Slices, evidence, options) is { } missing) return missing;
        var comparison = evidence.AgainstChampion!;
        if (comparison.Slices.Count + comparison.SmallSlices == 0)
            return GateCheck.Of(Gate.Slices, GateOutcome.Pass, $"No labelled clip has a known genre or tempo, so there are no slices.");
        return Falls(Gate.Slices, "accuracy in ", [.. comparison.Slices.Select(slice => new Part(
            $"{slice.By} {slice.Name}", slice.Clips, slice.Accuracy, slice.AdjustedPDown))], 1, comparison.SmallSlices, options);
    }

    private static GateCheck NotWorse(Gate gate, string name, Func<PairedMetrics, PairedDifference> of, PromotionEvidence evidence, PromotionGateOptions options)
    {
        if (Missing(gate, evidence, options) is { } missing) return missing;
        var comparison = evidence.AgainstChampion!;
        var difference = of(comparison.Metrics!);
        if (difference.Interval is not { } interval)
        {
            return GateCheck.Of(
                gate, GateOutcome.Inconclusive, $"The labelled clips are of {comparison.Metrics!.Groups} artists or tracks; {PairedGroupBootstrap.LeastGroups} are needed.", ("groups", comparison.Metrics.Groups));
        }

        (string, double)[] shown =
        [
            ("champion", difference.Champion), ("candidate", difference.Candidate), ("low", interval.Low), ("high", interval.High), ("margin", options.Margin),
            ("clips", comparison.Metrics!.Clips), ("labelsStillNeeded", comparison.Labels.Still),
        ];
        var range = Invariant($"The candidate's {name} minus the champion's is {difference.Difference:+0.0000;-0.0000;0.0000} ({interval.Low:+0.0000;-0.0000;0.0000} to {interval.High:+0.0000;-0.0000;0.0000})");
        if (interval.Low >= -options.Margin) return GateCheck.Of(gate, GateOutcome.Pass, $"{range}, not below -{options.Margin:F2}.", shown);
        if (interval.High < -options.Margin) return GateCheck.Of(gate, GateOutcome.Fail, $"{range}, below -{options.Margin:F2}.", shown);
        return GateCheck.Of(
            gate, GateOutcome.Inconclusive, $"{range}, which may be below -{options.Margin:F2}: {MoreLabels(comparison.Labels)}.", shown);
    }

    private static GateCheck Falls(Gate gate, string what, Part[] parts, int leastClips, int small, PromotionGateOptions options)
    {
        var judged = parts.Where(part => part.Clips >= leastClips).ToArray();
        small += parts.Length - judged.Length;
        var left = small == 0 ? "" : Invariant($" {small} had too few clips to be judged.");
        (string, double)[] shown =
        [
            .. judged.Select(part => (part.Name, part.Difference.Difference)), ("greatestFall", options.GreatestFall), ("judged", judged.Length), ("tooSmall", small),
        ];
        if (judged.Length == 0) return GateCheck.Of(gate, GateOutcome.Inconclusive, $"Nothing could be judged.{left}", shown);
        var fallen = judged.Where(part => part.Difference.Difference < -options.GreatestFall).OrderBy(part => part.Difference.Difference).ToArray();
        if (fallen.Length == 0)
            return GateCheck.Of(gate, GateOutcome.Pass, $"None of {judged.Length} is down by more than {options.GreatestFall:F2}.{left}", shown);
        var real = fallen.Where(part => part.AdjustedP <= options.Alpha).ToArray();
        var named = string.Join(", ", (real.Length > 0 ? real : fallen).Select(part => Invariant($"{what}{part.Name} by {-part.Difference.Difference:F3}")));
        return real.Length > 0
            ? GateCheck.Of(gate, GateOutcome.Fail, $"Down by more than {options.GreatestFall:F2}: {named}.{left}", shown)
            : GateCheck.Of(gate, GateOutcome.Inconclusive, $"Down by more than {options.GreatestFall:F2}, but chance could explain it: {named}.{left}", shown);
    }

    private static GateCheck? Missing(Gate gate, PromotionEvidence evidence, PromotionGateOptions options)
    {
        if (!evidence.HasChampion) return GateCheck.Of(gate, GateOutcome.Pass, $"There is no champion to compare with.");
        if (evidence.AgainstChampion is not { } comparison) return GateCheck.Of(gate, GateOutcome.Inconclusive, $"It was not compared with the champion: replay it, or let it run as a shadow.");
        var clips = comparison.Metrics?.Clips ?? 0;
        return clips < options.LeastLabelled
            ? GateCheck.Of(
                gate, GateOutcome.Inconclusive, $"Both models have {clips} labelled clips in common; {options.LeastLabelled} are needed.", ("clips", clips), ("labelsStillNeeded", Math.Max(options.LeastLabelled - clips, comparison.Labels.Still)))
            : null;
    }

    // The estimate is for accuracies; another figure can stay open when it is used up.
    private static string MoreLabels(LabelsNeeded labels) => labels.Still > 0 ? Invariant($"about {labels.Still} more labels are needed") : "more labels are needed";

    private sealed record Part(string Name, int Clips, PairedDifference Difference, double? AdjustedP);
}
