using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Agreement;

/// <summary>Measures how far raters agree, with bootstrap intervals over items.</summary>
public static class RaterAgreement
{
    private const int LeastItems = 5;

    /// <summary>Measures.</summary>
    /// <param name="ratings">Each rater rates an item at most once.</param>
    /// <param name="leastCommon">Items that two raters must have in common to be listed as a pair; at least 1.</param>
    /// <param name="resamples">Resamples of items; at least 100.</param>
    /// <param name="seed">The same seed and ratings give the same figures.</param>
    /// <remarks>Items are resampled with all their ratings. Resamples in which kappa is not defined are left out.</remarks>
    /// <exception cref="ArgumentException">A rater rates an item twice; the message names both.</exception>
    public static AgreementReport Measure(IReadOnlyCollection<Rating> ratings, int leastCommon = 10, int resamples = 1000, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leastCommon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        foreach (var same in ratings.GroupBy(rating => (rating.Item, rating.Rater)))
        {
            if (same.Count() > 1) throw new ArgumentException($"'{same.Key.Rater}' rates '{same.Key.Item}' {same.Count()} times; keep the last rating only.", nameof(ratings));
        }

        var counts = ratings.GroupBy(rating => rating.Item, StringComparer.Ordinal).OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => Counts(item.Select(rating => rating.Label))).ToArray();
        var several = counts.Where(item => item.Sum() > 1).ToArray();
        return new AgreementReport(
            several.Length,
            counts.Length - several.Length,
            ratings.Select(rating => rating.Rater).Distinct(StringComparer.Ordinal).Count(),
            Figure(several, items => items.Count == 0 ? null : items.Average(FleissKappa.PairAgreement), resamples, seed),
            Figure(counts, FleissKappa.Of, resamples, seed),
            Pairs(ratings, leastCommon, resamples, seed));
    }

    private static List<RaterPair> Pairs(IReadOnlyCollection<Rating> ratings, int leastCommon, int resamples, int seed)
    {
        var raters = ratings.GroupBy(rating => rating.Rater, StringComparer.Ordinal).OrderBy(rater => rater.Key, StringComparer.Ordinal)
            .Select(rater => (Name: rater.Key, Labels: rater.ToDictionary(rating => rating.Item, rating => rating.Label, StringComparer.Ordinal))).ToArray();
        var pairs = new List<RaterPair>();
        for (var a = 0; a < raters.Length; a++)
        {
            for (var b = a + 1; b < raters.Length; b++)
            {
                var (first, second) = (raters[a], raters[b]);
                var common = first.Labels.Keys.Where(second.Labels.ContainsKey).Order(StringComparer.Ordinal)
                    .Select(item => (First: first.Labels[item], Second: second.Labels[item])).ToArray();
                if (common.Length < leastCommon) continue;
                pairs.Add(new RaterPair(
                    first.Name,
                    second.Name,
                    common.Length,
                    Figure(common, items => Matrix(items).Accuracy, resamples, seed)!,
                    Figure(common, items => CohenKappa.Of(Matrix(items)), resamples, seed)));
            }
        }

        return pairs;
    }

    private static ConfusionMatrix Matrix(IReadOnlyList<(EmotionLabel First, EmotionLabel Second)> items)
    {
        var matrix = new ConfusionMatrix();
        foreach (var (first, second) in items) matrix.Add(first, second);
        return matrix;
    }

    private static int[] Counts(IEnumerable<EmotionLabel> labels)
    {
        var counts = new int[EmotionProbabilities.Count];
        foreach (var label in labels) counts[(int)label]++;
        return counts;
    }

    private static AgreementFigure? Figure<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, double?> of, int resamples, int seed)
    {
        if (of(items) is not { } value) return null;
        if (items.Count < LeastItems) return new AgreementFigure(value, null);
        var random = new Random(seed);
        var drawn = new T[items.Count];
        var values = new List<double>(resamples);
        for (var b = 0; b < resamples; b++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = items[random.Next(items.Count)];
            if (of(drawn) is { } figure) values.Add(figure);
        }

        if (values.Count == 0) return new AgreementFigure(value, null);
        values.Sort();
        var sorted = values.ToArray();
        return new AgreementFigure(value, new Interval(Quantiles.OfSorted(sorted, 0.025), Quantiles.OfSorted(sorted, 0.975)));
    }
}
