using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Explanations;

/// <summary>The way from a tree's root to a leaf: for each feature that is looked at, the range that leads there.</summary>
/// <param name="Leaf">The leaf's value.</param>
/// <param name="Features">The features, each once.</param>
/// <param name="Above">A finite value must be greater than this; negative infinity for no bound.</param>
/// <param name="UpTo">It must not be greater than this; positive infinity for no bound.</param>
internal sealed record TreePath(double Leaf, int[] Features, float[] Above, float[] UpTo)
{
    /// <summary>All paths of a verified tree.</summary>
    public static IEnumerable<TreePath> Of(RegressionTreeWeights tree)
    {
        var waiting = new Stack<(int Child, Step? Last)>();
        waiting.Push((tree.Feature.Length > 0 ? 0 : ~0, null));
        while (waiting.TryPop(out var next))
        {
            var (child, last) = next;
            if (child < 0)
            {
                yield return Collect(tree.Leaves[~child], last);
                continue;
            }

            waiting.Push((tree.Right[child], new Step(last, tree.Feature[child], tree.Threshold[child], GoesRight: true)));
            waiting.Push((tree.Left[child], new Step(last, tree.Feature[child], tree.Threshold[child], GoesRight: false)));
        }
    }

    private static TreePath Collect(double leaf, Step? last)
    {
        var ranges = new Dictionary<int, (float Above, float UpTo)>();
        for (var step = last; step is not null; step = step.Before)
        {
            var (above, upTo) = ranges.TryGetValue(step.Feature, out var known) ? known : (float.NegativeInfinity, float.PositiveInfinity);
            ranges[step.Feature] = step.GoesRight ? (Math.Max(above, step.Threshold), upTo) : (above, Math.Min(upTo, step.Threshold));
        }

        var features = ranges.Keys.Order().ToArray();
        return new TreePath(leaf, features, Array.ConvertAll(features, j => ranges[j].Above), Array.ConvertAll(features, j => ranges[j].UpTo));
    }

    private sealed record Step(Step? Before, int Feature, float Threshold, bool GoesRight);
}
