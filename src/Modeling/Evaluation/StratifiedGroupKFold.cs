using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Evaluation;

/// <summary>Splits rows into folds so that no group straddles two of them and every fold has about the same mix of classes.</summary>
/// <remarks>
/// Groups are shuffled by the seed, then placed largest first, each into the fold where the sum over classes of squared shares grows least. Where every row is
/// its own group, the folds' counts of a class differ by at most 1.
/// </remarks>
public static class StratifiedGroupKFold
{
    /// <summary>Assigns rows to folds.</summary>
    /// <param name="labels">One per row.</param>
    /// <param name="groups">One number from 0 per row.</param>
    /// <param name="folds">Wanted folds, at least 2; fewer are made when a class has fewer groups.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    /// <returns>The fold of each row, and how many folds there are.</returns>
    /// <exception cref="DatasetException">A class lies in one group alone, so that it cannot be both trained on and tested.</exception>
    public static (int[] FoldOfRow, int Folds) Split(IReadOnlyList<EmotionLabel> labels, IReadOnlyList<int> groups, int folds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (labels.Count != groups.Count) throw new ArgumentException("Expected one group per label.", nameof(groups));
        var counts = CountByGroup(labels, groups);
        folds = Math.Min(folds, SmallestClass(counts));

        var order = Enumerable.Range(0, counts.Length).ToArray();
        new Random(seed).Shuffle(order);
        order = [.. order.OrderByDescending(group => counts[group].Sum())];

        var totals = new double[EmotionProbabilities.Count];
        foreach (var count in counts)
        {
            for (var k = 0; k < totals.Length; k++) totals[k] += count[k];
        }

        var placed = new int[folds, EmotionProbabilities.Count];
        var sizes = new int[folds];
        var foldOfGroup = new int[counts.Length];
        foreach (var group in order)
        {
            var fold = foldOfGroup[group] = BestFold(counts[group], placed, sizes, totals);
            for (var k = 0; k < totals.Length; k++) placed[fold, k] += counts[group][k];
            sizes[fold] += counts[group].Sum();
        }

        return ([.. groups.Select(group => foldOfGroup[group])], folds);
    }

    private static int[][] CountByGroup(IReadOnlyList<EmotionLabel> labels, IReadOnlyList<int> groups)
    {
        var counts = new int[groups.Count == 0 ? 0 : groups.Max() + 1][];
        for (var g = 0; g < counts.Length; g++) counts[g] = new int[EmotionProbabilities.Count];
        for (var i = 0; i < groups.Count; i++) counts[groups[i]][(int)labels[i]]++;
        return counts;
    }

    private static int SmallestClass(int[][] counts)
    {
        var smallest = int.MaxValue;
        for (var k = 0; k < EmotionProbabilities.Count; k++)
        {
            var present = counts.Count(count => count[k] > 0);
            if (present == 0) continue;
            if (present == 1)
            {
                throw new DatasetException(
                    $"All rows of '{((EmotionLabel)k).ToName()}' are in one group (artist, track or near-duplicates): it cannot be trained on and tested apart.");
            }

            smallest = Math.Min(smallest, present);
        }

        return smallest;
    }

    private static int BestFold(int[] group, int[,] placed, int[] sizes, double[] totals)
    {
        var best = 0;
        var least = double.PositiveInfinity;
        for (var fold = 0; fold < sizes.Length; fold++)
        {
            var cost = 0.0;
            for (var k = 0; k < totals.Length; k++)
            {
                if (group[k] > 0) cost += group[k] * ((2.0 * placed[fold, k]) + group[k]) / (totals[k] * totals[k]);
            }

            if (cost < least || (cost == least && sizes[fold] < sizes[best])) (best, least) = (fold, cost);
        }

        return best;
    }
}
