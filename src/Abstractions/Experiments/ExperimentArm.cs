namespace Cluster.Abstractions.Experiments;

/// <summary>One variant. Which of the last four fields it may have depends on the experiment's kind.</summary>
[GenerateSerializer, Immutable, Alias("experiment-arm")]
public sealed record ExperimentArm
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>Longest <see cref="Payload"/>, in characters.</summary>
    public const int MaxPayloadLength = 2000;

    /// <summary>Its name within the experiment: letters a to z, digits, hyphens and underscores.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its share of the units, in [0, 1].</summary>
    [Id(1)] public required double Share { get; init; }

    /// <summary>The model version that answers; null for the control, which is the champion.</summary>
    [Id(2)] public string? ModelVersion { get; init; }

    /// <summary>Least confidence to tag, in [0, 1]; null for the cluster's own.</summary>
    [Id(3)] public double? TaggedThreshold { get; init; }

    /// <summary>Least sum of the best two to show both, in [0, 1]; null for the cluster's own.</summary>
    [Id(4)] public double? TopTwoThreshold { get; init; }

    /// <summary>What the application needs to know of the arm, in its own words; nothing here reads it.</summary>
    [Id(5)] public string? Payload { get; init; }
}
