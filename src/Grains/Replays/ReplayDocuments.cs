using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Evaluation;

namespace Cluster.Grains.Replays;

/// <summary>What the statistics say, as stored and shown; and comparisons back from there, for the gates.</summary>
internal static class ReplayDocuments
{
    private const int MostGenres = 100;

    public static ReplayResult Of(ReplaySummary summary, ReplaySpec spec, long tracks, ReplayedGaps gaps, ReplayedTraffic traffic, ReplayedComparison? comparison) => new()
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
        Comparison = comparison,
    };

    public static ReplayedComparison? Of(ModelComparison comparison, int freshClips) => comparison.Metrics is not { } metrics ? null : new ReplayedComparison
    {
        Clips = metrics.Clips,
        FreshClips = freshClips,
        Groups = metrics.Groups,
        Outcome = char.ToLowerInvariant(comparison.Outcome.ToString()[0]) + comparison.Outcome.ToString()[1..],
        Reason = comparison.Reason,
        Accuracy = Figure(metrics.Accuracy),
        MacroF1 = Figure(metrics.MacroF1),
        Classes =
        [
            .. metrics.PerClassF1.OrderBy(pair => pair.Key).Select(pair => new ComparedClass(
                pair.Key.ToName(), metrics.ClipsOfClass[pair.Key], Figure(pair.Value), comparison.ClassPDown.TryGetValue(pair.Key, out var p) ? p : null)),
        ],
        Slices = [.. comparison.Slices.Select(slice => new ComparedSlice(slice.By, slice.Name, slice.Clips, slice.Groups, Figure(slice.Accuracy), Figure(slice.MacroF1), slice.AdjustedPDown))],
        SmallSlices = comparison.SmallSlices,
        Agreement = comparison.Agreement.ToArray(),
        McNemar = new ComparedTest(comparison.McNemar.OnlyChampionRight, comparison.McNemar.OnlyCandidateRight, comparison.McNemar.PValue, comparison.McNemar.Exact),
        Labels = new ComparedLabels(comparison.Labels.Have, comparison.Labels.Needed, comparison.Labels.Still, comparison.Labels.Discordance, comparison.Labels.DesignEffect),
    };

    /// <summary>The comparison behind a document. Disagreements are not stored, and not given back.</summary>
    public static ModelComparison ToComparison(ReplayedComparison stored)
    {
        var classes = stored.Classes.ToDictionary(part => LabelOf(part.Emotion));
        var metrics = new PairedMetrics(
            stored.Clips,
            stored.Groups,
            Difference(stored.Accuracy),
            Difference(stored.MacroF1),
            classes.ToDictionary(part => part.Key, part => Difference(part.Value.F1)),
            classes.ToDictionary(part => part.Key, part => part.Value.Clips));
        return new ModelComparison(
            AgreementMatrix.Of(stored.Agreement),
            [],
            0,
            new McNemarTest(stored.McNemar.OnlyChampionRight, stored.McNemar.OnlyCandidateRight, stored.McNemar.PValue, stored.McNemar.Exact),
            metrics,
            classes.Where(part => part.Value.AdjustedPDown is not null).ToDictionary(part => part.Key, part => part.Value.AdjustedPDown!.Value),
            [.. stored.Slices.Select(slice => new SliceComparison(slice.By, slice.Name, slice.Clips, slice.Groups, Difference(slice.Accuracy), Difference(slice.MacroF1), slice.AdjustedPDown))],
            stored.SmallSlices,
            new LabelsNeeded(stored.Labels.Have, stored.Labels.Needed, stored.Labels.Discordance, stored.Labels.DesignEffect),
            Enum.Parse<ComparisonOutcome>(stored.Outcome, ignoreCase: true),
            stored.Reason);
    }

    private static IReadOnlyList<ReplayedPart> Parts(IEnumerable<ReplayPart> parts) => [.. parts.Select(part => new ReplayedPart(part.Name, part.Clips, part.Flips, part.Share))];

    private static ComparedFigure Figure(PairedDifference difference) =>
        new(difference.Champion, difference.Candidate, difference.Interval?.Low, difference.Interval?.High, difference.PDown);

    private static PairedDifference Difference(ComparedFigure figure) =>
        new(figure.Champion, figure.Candidate, figure is { Low: { } low, High: { } high } ? new Interval(low, high) : null, figure.PDown);

    private static EmotionLabel LabelOf(string name) => EmotionNames.TryParse(name, out var label) ? label : throw new FormatException($"'{name}' is no emotion.");
}
