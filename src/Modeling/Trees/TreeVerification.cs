using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Trees;

/// <summary>Everything that must hold before a stored tree ensemble may answer.</summary>
/// <remarks>What has passed cannot send a walk out of the arrays or round in circles.</remarks>
public static class TreeVerification
{
    /// <summary>Greatest number of trees of an ensemble.</summary>
    public const int MaxTrees = 20_000;

    /// <summary>Greatest number of splits of an ensemble.</summary>
    public const int MaxSplits = 200_000;

    /// <summary>Checks counts, indices and numbers.</summary>
    /// <param name="weights">The ensemble.</param>
    /// <param name="featureCount">Values of a prepared row; every split must look at one of them.</param>
    /// <param name="classCount">Classes of the model.</param>
    /// <exception cref="ModelArtefactException">Something does not hold; the message names the class, the tree and the split or leaf, all from 0.</exception>
    public static void Check(TreeWeights weights, int featureCount, int classCount)
    {
        if (FindFlaw(weights, featureCount, classCount) is { } flaw) throw new ModelArtefactException($"The tree ensemble of the model artefact {flaw}.");
    }

    /// <summary>Looks for what does not hold.</summary>
    /// <returns>What is wrong, to follow "The model artefact ..."; null when nothing is.</returns>
    internal static string? FindFlaw(TreeWeights weights, int featureCount, int classCount)
    {
        var classes = weights.Trees;
        if (classes.Length != classCount) return $"has trees of {classes.Length} classes instead of {classCount}";
        if (classes.Any(trees => trees is null)) return "has a class without a list of trees";
        if (classes.Sum(trees => (long)trees.Length) > MaxTrees) return $"has more than {MaxTrees} trees";
        long splits = 0;
        for (var k = 0; k < classes.Length; k++)
        {
            if (classes[k].Length == 0) return $"has no trees of class {k}";
            for (var t = 0; t < classes[k].Length; t++)
            {
                var tree = classes[k][t];
                if (tree is null) return $"has nothing where class {k}, tree {t} should be";
                if ((splits += tree.Feature.Length) > MaxSplits) return $"has more than {MaxSplits} splits";
                if (Problem(tree, featureCount) is { } problem) return $"has a damaged tree (class {k}, tree {t}): {problem}";
            }
        }

        return null;
    }

    private static string? Problem(RegressionTreeWeights tree, int featureCount)
    {
        var count = tree.Feature.Length;
        if (tree.Threshold.Length != count || tree.Left.Length != count || tree.Right.Length != count)
            return $"{count} features, {tree.Threshold.Length} thresholds, {tree.Left.Length} left and {tree.Right.Length} right children";
        if (tree.Leaves.Length != count + 1) return $"{count} splits with {tree.Leaves.Length} leaves instead of {count + 1}";
        var leaf = Array.FindIndex(tree.Leaves, value => !double.IsFinite(value));
        if (leaf >= 0) return $"leaf {leaf} is not a finite number";

        // As many children as splits but the root and leaves together: when none is reached twice, every one is reached.
        var reached = new bool[count + tree.Leaves.Length];
        for (var i = 0; i < count; i++)
        {
            if (tree.Feature[i] < 0 || tree.Feature[i] >= featureCount) return $"split {i} looks at feature {tree.Feature[i]} of {featureCount}";
            if (!float.IsFinite(tree.Threshold[i])) return $"split {i} has a threshold that is not a finite number";
            if ((ChildProblem(tree, i, tree.Left[i], reached) ?? ChildProblem(tree, i, tree.Right[i], reached)) is { } problem) return problem;
        }

        return null;
    }

    private static string? ChildProblem(RegressionTreeWeights tree, int parent, int child, bool[] reached)
    {
        var splits = tree.Feature.Length;
        if (child >= splits || ~child >= tree.Leaves.Length) return $"split {parent} leads to {child}, which there is not";
        if (child >= 0 && child <= parent) return $"split {parent} leads back to split {child}";
        var place = child >= 0 ? child : splits + ~child;
        if (reached[place]) return child >= 0 ? $"two splits lead to split {child}" : $"two splits lead to leaf {~child}";
        reached[place] = true;
        return null;
    }
}
