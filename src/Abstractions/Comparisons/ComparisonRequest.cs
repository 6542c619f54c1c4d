namespace Cluster.Abstractions.Comparisons;

/// <summary>Which versions to compare, and how.</summary>
[GenerateSerializer, Immutable, Alias("comparison-request")]
public sealed record ComparisonRequest
{
    /// <summary>Most confident disagreements that may be asked for.</summary>
    public const int MaxDisagreements = 1000;

    /// <summary>The version that may replace the other.</summary>
    [Id(0)] public required string Candidate { get; init; }

    /// <summary>The version that it may replace; null for the champion.</summary>
    [Id(1)] public string? Champion { get; init; }

    /// <summary>The confidence from which a model counts as sure, in [0, 1].</summary>
    [Id(2)] public double Sure { get; init; } = 0.75;

    /// <summary>Confident disagreements to list; 0 to <see cref="MaxDisagreements"/>.</summary>
    [Id(3)] public int Disagreements { get; init; } = 50;

    /// <summary>The smallest difference of accuracies that matters, in (0, 1].</summary>
    [Id(4)] public double SmallestDifference { get; init; } = 0.02;

    /// <summary>What is wrong with it, and the field; null when nothing is.</summary>
    public (string Problem, string Field)? Validate()
    {
        if (Sure is not (>= 0 and <= 1)) return ("sure must lie in 0 to 1.", "sure");
        if (Disagreements is < 0 or > MaxDisagreements) return ($"disagreements must lie in 0 to {MaxDisagreements}.", "disagreements");
        return SmallestDifference is > 0 and <= 1 ? null : ("difference must be above 0 and at most 1.", "difference");
    }
}
