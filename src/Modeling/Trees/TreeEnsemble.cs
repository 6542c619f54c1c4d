using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Trees;

/// <summary>Boosted regression trees, a list per class: a prepared row in, one raw score per class out.</summary>
/// <remarks>
/// <para>A class's score is the sum of its trees' leaf values, added in their order; the softmax of the scores gives the model's probabilities.</para>
/// <para>A value up to the threshold goes left, a greater one right. NaN counts as 0, the mean of a standardised feature, as LightGBM itself has
/// it for trees that were trained without missing values; infinities are numbers.</para>
/// <para>Immutable and thread-safe; scoring allocates nothing, but for rows of more than 1024 values with NaN among them.</para>
/// </remarks>
public sealed class TreeEnsemble
{
    private const int StackValues = 1024;
    private readonly Node[] nodes;
    private readonly double[] values;
    private readonly int[] roots;
    private readonly int[] depths;
    private readonly int[] firstTree;

    /// <summary>Creates the ensemble of stored numbers.</summary>
    /// <param name="weights">The trees; not to be changed afterwards.</param>
    /// <param name="featureCount">Values of a prepared row; at least 1.</param>
    /// <param name="classCount">Classes of the model; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    /// <exception cref="ModelArtefactException">The numbers are damaged; the message says where.</exception>
    public TreeEnsemble(TreeWeights weights, int featureCount, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        TreeVerification.Check(weights, featureCount, classCount);
        Weights = weights;
        FeatureCount = featureCount;
        firstTree = new int[classCount + 1];
        for (var k = 0; k < classCount; k++) firstTree[k + 1] = firstTree[k] + weights.Trees[k].Length;
        roots = new int[firstTree[^1]];
        depths = new int[roots.Length];
        var size = weights.Trees.Sum(trees => trees.Sum(tree => tree.Feature.Length + tree.Leaves.Length));
        nodes = new Node[size];
        values = new double[size];
        var used = 0;
        foreach (var (t, tree) in weights.Trees.SelectMany(trees => trees).Index()) Place(tree, t, ref used);
    }

    /// <summary>The numbers as they are stored.</summary>
    public TreeWeights Weights { get; }

    /// <summary>Values of a prepared row.</summary>
    public int FeatureCount { get; }

    /// <summary>Classes, and scores of a row.</summary>
    public int ClassCount => firstTree.Length - 1;

    /// <summary>Trees of all classes.</summary>
    public int TreeCount => roots.Length;

    /// <summary>Scores one row.</summary>
    /// <param name="row"><see cref="FeatureCount"/> prepared values.</param>
    /// <param name="scores">Receives <see cref="ClassCount"/> raw scores.</param>
    /// <exception cref="ArgumentException">A span has another length than stated.</exception>
    public void Score(ReadOnlySpan<float> row, Span<double> scores)
    {
        if (row.Length != FeatureCount) throw new ArgumentException($"Expected {FeatureCount} values, got {row.Length}.", nameof(row));
        if (scores.Length != ClassCount) throw new ArgumentException($"Expected room for {ClassCount} scores, got {scores.Length}.", nameof(scores));
        if (!TensorPrimitives.IsNaNAny(row)) ScoreNumbers(row, scores);
        else ScoreWithZeros(row, scores);
    }

    /// <summary>Scores many rows.</summary>
    /// <param name="rows">Row-major <c>[rowCount, FeatureCount]</c>, prepared.</param>
    /// <param name="scores">Receives row-major <c>[rowCount, ClassCount]</c> raw scores, the same that <see cref="Score"/> gives.</param>
    /// <exception cref="ArgumentException">The spans are not whole rows, or not of the same number.</exception>
    public void ScoreRows(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var count = rows.Length / FeatureCount;
        if (rows.Length != count * FeatureCount || scores.Length != count * ClassCount)
        {
            throw new ArgumentException(
                $"Expected rows of {FeatureCount} values and room for {ClassCount} scores of each, got {rows.Length} values and room for {scores.Length}.", nameof(rows));
        }

        for (var i = 0; i < count; i++) Score(rows.Slice(i * FeatureCount, FeatureCount), scores.Slice(i * ClassCount, ClassCount));
    }

    /// <summary>Adds what some trees of a class give.</summary>
    /// <param name="row">Prepared values without NaN.</param>
    /// <param name="k">The class, from 0.</param>
    /// <param name="start">The first tree, from 0 within the class.</param>
    /// <param name="end">The tree after the last.</param>
    /// <param name="sum">What the trees before gave: continued addition gives the same bits as one pass.</param>
    internal double Sum(ReadOnlySpan<float> row, int k, int start, int end, double sum)
    {
        var tree = firstTree[k] + start;
        var last = firstTree[k] + end;

        // Four trees in step: each step waits for its memory, so that the four wait together. A walk that is at its leaf stays there.
        for (; tree + 4 <= last; tree += 4)
        {
            int a = roots[tree], b = roots[tree + 1], c = roots[tree + 2], d = roots[tree + 3];
            var steps = Math.Max(Math.Max(depths[tree], depths[tree + 1]), Math.Max(depths[tree + 2], depths[tree + 3]));
            for (; steps > 0; steps--) (a, b, c, d) = (Next(row, a), Next(row, b), Next(row, c), Next(row, d));
            sum = sum + values[a] + values[b] + values[c] + values[d];
        }

        for (; tree < last; tree++)
        {
            var node = roots[tree];
            for (var steps = depths[tree]; steps > 0; steps--) node = Next(row, node);
            sum += values[node];
        }

        return sum;
    }

    /// <summary>Copies a row with 0 in place of NaN.</summary>
    internal static void FillNaN(ReadOnlySpan<float> row, Span<float> filled)
    {
        for (var j = 0; j < row.Length; j++) filled[j] = float.IsNaN(row[j]) ? 0 : row[j];
    }

    private void ScoreNumbers(ReadOnlySpan<float> row, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++) scores[k] = Sum(row, k, 0, firstTree[k + 1] - firstTree[k], 0);
    }

    private void ScoreWithZeros(ReadOnlySpan<float> row, Span<double> scores)
    {
        Span<float> filled = row.Length <= StackValues ? stackalloc float[row.Length] : new float[row.Length];
        FillNaN(row, filled);
        ScoreNumbers(filled, scores);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(ReadOnlySpan<float> row, int node)
    {
        ref readonly var at = ref nodes[node];
        return at.FirstChild + (row[at.Feature] > at.Threshold ? 1 : 0);
    }

    // Breadth first, siblings side by side: which of the two follows is an addition, not a branch that could be guessed wrong.
    private void Place(RegressionTreeWeights tree, int t, ref int used)
    {
        roots[t] = used;
        var waiting = new Queue<(int Child, int Node, int Depth)>();
        waiting.Enqueue((tree.Feature.Length > 0 ? 0 : ~0, used++, 0));
        while (waiting.TryDequeue(out var next))
        {
            var (child, node, depth) = next;
            depths[t] = depth;
            if (child < 0)
            {
                nodes[node] = new Node(0, float.PositiveInfinity, node);
                values[node] = tree.Leaves[~child];
                continue;
            }

            nodes[node] = new Node(tree.Feature[child], tree.Threshold[child], used);
            waiting.Enqueue((tree.Left[child], used++, depth + 1));
            waiting.Enqueue((tree.Right[child], used++, depth + 1));
        }
    }

    /// <param name="Feature">The value that is looked at.</param>
    /// <param name="Threshold">Greater values go right; nothing is greater than a leaf's.</param>
    /// <param name="FirstChild">The node on the left, the one on the right follows it; a leaf leads to itself.</param>
    private readonly record struct Node(int Feature, float Threshold, int FirstChild);
}
