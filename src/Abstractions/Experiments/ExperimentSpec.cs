using System.Collections.Immutable;

namespace Cluster.Abstractions.Experiments;

/// <summary>What an experiment is about. It does not change, but for the shares of its arms.</summary>
[GenerateSerializer, Immutable, Alias("experiment-spec")]
public sealed record ExperimentSpec
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Longest <see cref="Hypothesis"/>, in characters.</summary>
    public const int MaxHypothesisLength = 1000;

    /// <summary>Longest <see cref="Salt"/>, in characters.</summary>
    public const int MaxSaltLength = 100;

    /// <summary>Most arms, the control included: the versions of all arms are held in memory by every silo.</summary>
    public const int MaxArms = 5;

    /// <summary>What people call it.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it is to show.</summary>
    [Id(1)] public string? Hypothesis { get; init; }

    /// <summary>What the arms differ in.</summary>
    [Id(2)] public required ExperimentKind Kind { get; init; }

    /// <summary>What sticks to an arm.</summary>
    [Id(3)] public required ExperimentUnit Unit { get; init; }

    /// <summary>What counts as a success.</summary>
    [Id(4)] public ExperimentMetric Metric { get; init; }

    /// <summary>The name of the arm that the others are compared with.</summary>
    [Id(5)] public required string Control { get; init; }

    /// <summary>2 to <see cref="MaxArms"/> arms; together at most all units. Whoever is in none is answered as if there were no experiment.</summary>
    [Id(6)] public required ImmutableArray<ExperimentArm> Arms { get; init; }

    /// <summary>Goes into the hash that assigns; null: the experiment's id. Two experiments of one salt assign alike.</summary>
    [Id(7)] public string? Salt { get; init; }

    /// <summary>When it ends, and how sure its answer is.</summary>
    [Id(8)] public ExperimentLimits Limits { get; init; } = new();

    /// <summary>The arm of a name; null when there is none.</summary>
    public ExperimentArm? ArmOf(string name) => Arms.FirstOrDefault(arm => arm.Name == name);

    /// <summary>True when both say the same.</summary>
    public bool SaysTheSameAs(ExperimentSpec other) => this with { Arms = other.Arms } == other && Arms.SequenceEqual(other.Arms);
}
