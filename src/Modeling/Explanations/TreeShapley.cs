using System.Numerics;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Explanations;

/// <summary>Exact Shapley values of boosted trees against every row of a background. An immutable plan.</summary>
/// <remarks>
/// <para>A leaf's value counts when every feature on its path takes the way of the path. With the features of a coalition from the row and the others from a background
/// row, that is a game with a closed solution: of the features on the path, u lead there by the row's value only and v by the background's only; each of the u gets
/// <c>leaf (u-1)! v! / (u+v)!</c>, each of the v <c>-leaf u! (v-1)! / (u+v)!</c>, and nobody anything where one leads there by neither.</para>
/// <para>Which features of a path a background row fulfils is one bit each, known beforehand; rows with the same bits are one. A row then costs one look at every path and
/// every different pattern. This needs no counts of training rows in the trees, and is the same game that <see cref="GroupAttribution"/> plays.</para>
/// <para>Source: Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2, 2020 (interventional
/// TreeSHAP, algorithm 3); by leaves: Laberge and Pequignot, "Understanding interventional TreeSHAP", arXiv:2209.15123.</para>
/// </remarks>
internal sealed class TreeShapley : IScoreShares
{
    /// <summary>The most different features on a path: one bit each.</summary>
    public const int MaxPathFeatures = 64;

    /// <summary>The most pairs of a leaf and a background row: what the plan may hold.</summary>
    public const int MaxPatterns = 4_000_000;

    private static readonly double[,] Shares = BuildShares();
    private readonly PathPatterns[][] paths;

    /// <param name="trees">The trees of each class, verified.</param>
    /// <param name="background">Prepared rows, finite; at least 1.</param>
    /// <exception cref="ArgumentException">The trees are larger than <see cref="CanSplit"/> allows.</exception>
    public TreeShapley(RegressionTreeWeights[][] trees, IReadOnlyList<float[]> background)
    {
        if (!CanSplit(trees, background.Count))
            throw new ArgumentException($"The trees have paths of more than {MaxPathFeatures} features, or too many leaves for {background.Count} background rows.", nameof(trees));
        paths = Array.ConvertAll(trees, list => list.SelectMany(TreePath.Of).Select(path => new PathPatterns(path, background)).ToArray());
    }

    /// <summary>Whether trees are small enough for so many background rows.</summary>
    public static bool CanSplit(RegressionTreeWeights[][] trees, int backgroundRows) =>
        trees.Sum(list => list.Sum(tree => (long)tree.Leaves.Length)) * backgroundRows <= MaxPatterns
        && trees.All(list => list.All(tree => tree.Feature.Length <= MaxPathFeatures || TreePath.Of(tree).All(path => path.Features.Length <= MaxPathFeatures)));

    public void Split(ReadOnlySpan<float> prepared, int k, Span<double> shares)
    {
        shares.Clear();
        foreach (var path in paths[k])
        {
            if (path.Leaf == 0) continue;
            var own = path.MaskOf(prepared);
            foreach (var (mask, share) in path.Patterns)
            {
                if ((own | mask) != path.All || own == mask) continue;
                Add(path, own & ~mask, mask & ~own, path.Leaf * share, shares);
            }
        }
    }

    private static void Add(PathPatterns path, ulong ownOnly, ulong otherOnly, double value, Span<double> shares)
    {
        var (u, v) = (BitOperations.PopCount(ownOnly), BitOperations.PopCount(otherOnly));
        for (; ownOnly != 0; ownOnly &= ownOnly - 1) shares[path.Features[BitOperations.TrailingZeroCount(ownOnly)]] += value * Shares[u, v];
        for (; otherOnly != 0; otherOnly &= otherOnly - 1) shares[path.Features[BitOperations.TrailingZeroCount(otherOnly)]] -= value * Shares[v, u];
    }

    // (a-1)! b! / (a+b)!, from (0)! b! / (1+b)! = 1 / (1+b) upwards.
    private static double[,] BuildShares()
    {
        var shares = new double[MaxPathFeatures + 1, MaxPathFeatures + 1];
        for (var b = 0; b <= MaxPathFeatures; b++)
        {
            shares[1, b] = 1.0 / (1 + b);
            for (var a = 2; a <= MaxPathFeatures; a++) shares[a, b] = shares[a - 1, b] * (a - 1) / (a + b);
        }

        return shares;
    }

    /// <summary>A path with the patterns of the background.</summary>
    private sealed class PathPatterns
    {
        private readonly TreePath path;

        public PathPatterns(TreePath path, IReadOnlyList<float[]> background)
        {
            this.path = path;
            All = path.Features.Length == 0 ? 0 : ulong.MaxValue >> (64 - path.Features.Length);
            Patterns = [.. background.CountBy(row => MaskOf(row)).Select(pair => (pair.Key, (double)pair.Value / background.Count))];
        }

        public ulong All { get; }

        public double Leaf => path.Leaf;

        public int[] Features => path.Features;

        /// <summary>Different patterns, each with its share of the background.</summary>
        public (ulong Mask, double Share)[] Patterns { get; }

        public ulong MaskOf(ReadOnlySpan<float> row)
        {
            var mask = 0UL;
            for (var n = 0; n < path.Features.Length; n++)
            {
                var value = row[path.Features[n]];
                if (value > path.Above[n] && value <= path.UpTo[n]) mask |= 1UL << n;
            }

            return mask;
        }
    }
}
