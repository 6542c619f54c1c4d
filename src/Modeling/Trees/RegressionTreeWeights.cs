namespace Cluster.Modeling.Trees;

/// <summary>One regression tree as arrays: the splits, then the leaves they lead to.</summary>
/// <remarks>
/// Split 0 is the root. A child of 0 or more is a split, always of a higher index than its parent; a child below 0 is the leaf <c>~child</c> (-1 is leaf 0). Every
/// split but the root and every leaf is the child of exactly one split. A tree without splits has one leaf, its value for every row.
/// </remarks>
public sealed record RegressionTreeWeights
{
    /// <summary>The feature that each split looks at, from 0.</summary>
    public required int[] Feature { get; init; }

    /// <summary>A value up to the threshold goes left, a greater one right. Finite.</summary>
    public required float[] Threshold { get; init; }

    /// <summary>Where each split leads on the left.</summary>
    public required int[] Left { get; init; }

    /// <summary>Where each split leads on the right.</summary>
    public required int[] Right { get; init; }

    /// <summary>One value per leaf, learning rate and starting score included; one more than there are splits. Finite.</summary>
    public required double[] Leaves { get; init; }
}
