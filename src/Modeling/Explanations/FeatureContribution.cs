using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>What one feature of the row did to the answer.</summary>
public sealed record FeatureContribution
{
    /// <summary>The feature's name in the schema.</summary>
    public required string Name { get; init; }

    /// <summary>Its group; one of <see cref="Explanation.Groups"/>.</summary>
    public required string Group { get; init; }

    /// <summary>The raw value, in the feature's own unit; null where it is no finite number.</summary>
    public required float? Value { get; init; }

    /// <summary>What the model took the value for.</summary>
    public required ValueState State { get; init; }

    /// <summary>Where the value lies in the training distribution, 0 to 100; null without a reference or a measured value.</summary>
    public required double? Percentile { get; init; }

    /// <summary>Its part of <see cref="Explanation.Difference"/>: above 0 for the top emotion, below 0 for the runner-up.</summary>
    public required double Contribution { get; init; }

    /// <summary>Standard error of <see cref="Contribution"/> where it was sampled; null where it was not.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Its part of each of <see cref="Explanation.Classes"/>, in their order.</summary>
    public required IReadOnlyList<double> ByClass { get; init; }
}
