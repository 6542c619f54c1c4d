using Cluster.Abstractions.Emotions;
using static System.FormattableString;

namespace Cluster.Modeling.Comparison;

/// <summary>Compares two models on the same clips.</summary>
public static class ModelComparer
{
    /// <summary>Compares.</summary>
    /// <param name="clips">At least one clip; each once. Labels may be there for some, all or none.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">There are no clips, one is there twice, or probabilities are not probabilities; the message names the clip.</exception>
    public static ModelComparison Compare(IReadOnlyList<PairedClip> clips, ComparisonOptions options)
    {
        options.Check();
        PairedClip.Check(clips);
        var labels = LabelsNeeded.Of(clips, options.SmallestDifference, power: options.Power);
        var disagreements = ConfidentDisagreement.Find(clips, options.Sure);
        var metrics = PairedGroupBootstrap.Compare(clips, options.Resamples, options.Seed);
        var (slices, small) = Slices([.. clips.Where(clip => clip.Truth is not null)], options);
        var (outcome, reason) = Judge(metrics, labels, options.SmallestDifference);

        // A verdict that has come needs no more labels, however lucky it was.
        if (outcome != ComparisonOutcome.Inconclusive) labels = labels with { Needed = Math.Min(labels.Needed, labels.Have) };
        return new ModelComparison(
            AgreementMatrix.Of(clips),
            [.. disagreements.Take(options.MostDisagreements)],
            disagreements.Count,
            McNemarTest.Of(clips),
            metrics,
            Classes(metrics, options.Correction),
            slices,
            small,
            labels,
            outcome,
            reason);
    }

    private static Dictionary<EmotionLabel, double> Classes(PairedMetrics? metrics, MultipleTesting correction)
    {
        var judged = metrics?.PerClassF1.Where(pair => pair.Value.PDown is not null).ToArray() ?? [];
        var adjusted = AdjustedPValues.By(correction, [.. judged.Select(pair => pair.Value.PDown!.Value)]);
        return judged.Select((pair, i) => (pair.Key, adjusted[i])).ToDictionary(pair => pair.Key, pair => pair.Item2);
    }

    private static (IReadOnlyList<SliceComparison> Slices, int Small) Slices(IReadOnlyList<PairedClip> labelled, ComparisonOptions options)
    {
        var small = 0;
        var slices = new List<SliceComparison>();
        foreach (var (by, name, clips) in ClipSlices.Of(labelled))
        {
            if (clips.Count < options.LeastSliceClips)
            {
                small++;
                continue;
            }

            var metrics = PairedGroupBootstrap.Compare(clips, options.Resamples, options.Seed)!;
            slices.Add(new SliceComparison(by, name, clips.Count, metrics.Groups, metrics.Accuracy, metrics.MacroF1, null));
        }

        var judged = Enumerable.Range(0, slices.Count).Where(i => slices[i].Accuracy.PDown is not null).ToArray();
        var adjusted = AdjustedPValues.By(options.Correction, [.. judged.Select(i => slices[i].Accuracy.PDown!.Value)]);
        for (var j = 0; j < judged.Length; j++) slices[judged[j]] = slices[judged[j]] with { AdjustedPDown = adjusted[j] };
        return (slices, small);
    }

    private static (ComparisonOutcome Outcome, string Reason) Judge(PairedMetrics? metrics, LabelsNeeded labels, double smallest)
    {
        if (metrics is null) return (ComparisonOutcome.Inconclusive, Invariant($"No labelled clips: about {labels.Needed} are needed."));
        if (metrics.Accuracy.Interval is not { } interval)
        {
            return (ComparisonOutcome.Inconclusive, Invariant(
                $"The {metrics.Clips} labelled clips are of {metrics.Groups} artists or tracks; at least {PairedGroupBootstrap.LeastGroups} are needed, and about {labels.Still} more labels."));
        }

        var range = Invariant($"The difference of accuracies is {metrics.Accuracy.Difference:+0.000;-0.000;0.000} ({interval.Low:+0.000;-0.000;0.000} to {interval.High:+0.000;-0.000;0.000})");
        if (interval.Low > 0) return (ComparisonOutcome.CandidateBetter, range + ": the candidate is better.");
        if (interval.High < 0) return (ComparisonOutcome.ChampionBetter, range + ": the champion is better.");
        if (interval.Low > -smallest && interval.High < smallest)
            return (ComparisonOutcome.NoDifferenceThatMatters, range + Invariant($": less than {smallest:F3} either way."));
        return (ComparisonOutcome.Inconclusive, range + (labels.Still > 0
            ? Invariant($": about {labels.Still} more labels are needed to see a difference of {labels.Difference:F3}.")
            : Invariant($": labels enough for a difference of {smallest:F3}; it is smaller, or luck has hidden it.")));
    }
}
