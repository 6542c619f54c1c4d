namespace Cluster.Modeling.Explanations;

/// <summary>What a group of features did to the answer.</summary>
public sealed record GroupContribution
{
    /// <summary>The group.</summary>
    public required string Name { get; init; }

    /// <summary>Features in it; at least 1.</summary>
    public required int Features { get; init; }

    /// <summary>Features of it whose values were missing or implausible.</summary>
    public required int Missing { get; init; }

    /// <summary>Its part of <see cref="Explanation.Difference"/>: above 0 for the top emotion, below 0 for the runner-up.</summary>
    public required double Contribution { get; init; }

    /// <summary>Its part of each of <see cref="Explanation.Classes"/>, in their order.</summary>
    public required IReadOnlyList<double> ByClass { get; init; }
}
