using System.Collections.Immutable;

namespace Cluster.Abstractions.Explanations;

/// <summary>What one feature did to the answer.</summary>
[GenerateSerializer, Immutable, Alias("feature-share")]
public sealed record FeatureShare
{
    /// <summary>The feature's name in the schema.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its group.</summary>
    [Id(1)] public required string Group { get; init; }

    /// <summary>The value; null where it is no finite number.</summary>
    [Id(2)] public required float? Value { get; init; }

    /// <summary>The value's unit, <c>1</c> for a number without one; null where the feature's name says nothing.</summary>
    [Id(3)] public required string? Unit { get; init; }

    /// <summary>What the model took the value for.</summary>
    [Id(4)] public required ValueState State { get; init; }

    /// <summary>Where the value lies in the training distribution, 0 to 100; null without a measured value.</summary>
    [Id(5)] public required double? Percentile { get; init; }

    /// <summary>Its part of the difference: above 0 for the top emotion, below 0 for the runner-up.</summary>
    [Id(6)] public required double Contribution { get; init; }

    /// <summary>Standard error of the contribution where it was sampled; null where it was not.</summary>
    [Id(7)] public required double? StandardError { get; init; }

    /// <summary>Its part of each emotion's output, in their order.</summary>
    [Id(8)] public required ImmutableArray<double> ByClass { get; init; }
}
