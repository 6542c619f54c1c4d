namespace Cluster.Modeling.Trees;

/// <summary>The numbers of a tree ensemble as they are stored.</summary>
public sealed record TreeWeights
{
    /// <summary>The trees of each class in the order of boosting; a class's score is the sum of what its trees give.</summary>
    public required RegressionTreeWeights[][] Trees { get; init; }
}
