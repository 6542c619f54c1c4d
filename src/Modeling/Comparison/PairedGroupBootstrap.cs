using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Comparison;

/// <summary>Differences of two models' metrics with 95 % percentile intervals, by resampling whole groups with both models' answers in them.</summary>
/// <remarks>
/// <para>Both models are judged on the same resample, so that what makes a clip hard for both cancels. Groups (artists, else tracks) are drawn, not clips, since
/// clips of one group are not independent. A resample without clips of an emotion says nothing about that emotion's F1 and is left out there.</para>
/// <para>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 13 and 16; pairs and groups as units.</para>
/// </remarks>
public static class PairedGroupBootstrap
{
    private const int Classes = EmotionProbabilities.Count;

    /// <summary>Below this number of groups there are no intervals: resamples of so few are nearly all alike.</summary>
    public const int LeastGroups = 5;

    /// <summary>Compares on the labelled ones among clips.</summary>
    /// <param name="clips">Clips; those without truth are passed over.</param>
    /// <param name="resamples">At least 100; 2,000 give p-values to about 0.0005.</param>
    /// <param name="seed">The same seed and clips give the same figures.</param>
    /// <returns>Null without labelled clips.</returns>
    public static PairedMetrics? Compare(IEnumerable<PairedClip> clips, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        var groups = Outcomes(clips);
        if (groups.Length == 0) return null;
        var (champion, candidate) = Count(groups, Enumerable.Range(0, groups.Length));
        var present = Enum.GetValues<EmotionLabel>().Where(label => champion.Support(label) > 0).ToArray();
        var draws = groups.Length < LeastGroups ? null : Draws(groups, resamples, seed);
        var perClass = present.ToDictionary(label => label, label =>
            Difference(champion.F1(label), candidate.F1(label), draws?.Where(draw => draw.Present[(int)label]).Select(draw => draw.F1[(int)label])));
        return new PairedMetrics(
            (int)champion.Total,
            groups.Length,
            Difference(champion.Accuracy, candidate.Accuracy, draws?.Select(draw => draw.Accuracy)),
            Difference(champion.MacroF1, candidate.MacroF1, draws?.Select(draw => draw.MacroF1)),
            perClass,
            present.ToDictionary(label => label, label => (int)champion.Support(label)));
    }

    private static Draw[] Draws(Outcome[][] groups, int resamples, int seed)
    {
        var random = new Random(seed);
        var draws = new Draw[resamples];
        var picks = new int[groups.Length];
        for (var b = 0; b < resamples; b++)
        {
            for (var i = 0; i < picks.Length; i++) picks[i] = random.Next(groups.Length);
            var (champion, candidate) = Count(groups, picks);
            var f1 = new double[Classes];
            var present = new bool[Classes];
            for (var k = 0; k < Classes; k++)
            {
                var label = (EmotionLabel)k;
                (f1[k], present[k]) = (candidate.F1(label) - champion.F1(label), champion.Support(label) > 0);
            }

            draws[b] = new Draw(candidate.Accuracy - champion.Accuracy, candidate.MacroF1 - champion.MacroF1, f1, present);
        }

        return draws;
    }

    private static (ConfusionMatrix Champion, ConfusionMatrix Candidate) Count(Outcome[][] groups, IEnumerable<int> picks)
    {
        var (champion, candidate) = (new ConfusionMatrix(), new ConfusionMatrix());
        foreach (var pick in picks)
        {
            foreach (var outcome in groups[pick])
            {
                champion.Add(outcome.Truth, outcome.Champion, outcome.Clips);
                candidate.Add(outcome.Truth, outcome.Candidate, outcome.Clips);
            }
        }

        return (champion, candidate);
    }

    private static PairedDifference Difference(double champion, double candidate, IEnumerable<double>? drawn)
    {
        var sorted = drawn?.Order().ToArray();
        if (sorted is null || sorted.Length == 0) return new PairedDifference(champion, candidate, null, null);
        var notDown = sorted.Count(difference => difference >= 0);
        return new PairedDifference(
            champion,
            candidate,
            new Interval(Quantiles.OfSorted(sorted, 0.025), Quantiles.OfSorted(sorted, 0.975)),
            (1.0 + notDown) / (1 + sorted.Length));
    }

    // Groups in the order of their names, so that neither the order of clips nor hashing moves a figure.
    private static Outcome[][] Outcomes(IEnumerable<PairedClip> clips) =>
    [
        .. clips.Where(clip => clip.Truth is not null)
            .GroupBy(clip => clip.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.GroupBy(clip => (Truth: clip.Truth!.Value, Champion: clip.Champion.Top(), Candidate: clip.Candidate.Top()))
                .Select(same => new Outcome(same.Key.Truth, same.Key.Champion, same.Key.Candidate, same.Count())).ToArray()),
    ];

    /// <summary>Clips of a group that look alike to every metric.</summary>
    private readonly record struct Outcome(EmotionLabel Truth, EmotionLabel Champion, EmotionLabel Candidate, int Clips);

    private sealed record Draw(double Accuracy, double MacroF1, double[] F1, bool[] Present);
}
