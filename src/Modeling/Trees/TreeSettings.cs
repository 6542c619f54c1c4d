namespace Cluster.Modeling.Trees;

/// <summary>How boosted trees are grown. The defaults suit a few hundred rows: small trees and strong regularisation.</summary>
public sealed record TreeSettings
{
    /// <summary>Greatest number of leaves of a tree; 2 to 64, default 6.</summary>
    public int Leaves { get; init; } = 6;

    /// <summary>What a tree's leaf values are multiplied with; above 0, at most 1, default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>
    /// The fewest training rows of a leaf; 1 to 100,000, default 10. LightGBM guesses a leaf's rows by their weight, so that it may have somewhat fewer. Where
    /// there are fewer than four times as many rows, a quarter of the rows counts instead, but at least 1, so that small tables can be split at all.
    /// </summary>
    public int LeastRowsPerLeaf { get; init; } = 10;

    /// <summary>L2 penalty on leaf values; 0 to 10,000, default 10.</summary>
    public double L2 { get; init; } = 10;

    /// <summary>The share of features that a tree may choose from, drawn anew for each; above 0, at most 1, default 0.3.</summary>
    public double FeatureFraction { get; init; } = 0.3;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public void Validate()
    {
        Check(Leaves is >= 2 and <= 64, nameof(Leaves), Leaves, "2 to 64");
        Check(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0, at most 1");
        Check(LeastRowsPerLeaf is >= 1 and <= 100_000, nameof(LeastRowsPerLeaf), LeastRowsPerLeaf, "1 to 100,000");
        Check(L2 is >= 0 and <= 10_000, nameof(L2), L2, "0 to 10,000");
        Check(FeatureFraction is > 0 and <= 1, nameof(FeatureFraction), FeatureFraction, "above 0, at most 1");
    }

    private static void Check(bool valid, string name, IFormattable value, string range)
    {
        if (!valid) throw new ArgumentException($"The tree setting {name} is {value.ToString(null, null)}; its range is {range}.", name);
    }
}
