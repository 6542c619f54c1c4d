using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>The numbers of an explanation before they get their names. Output 0 is the difference of the pair, then come the classes in the model's order.</summary>
internal sealed record Attribution
{
    public required ExplanationAlgorithm Algorithm { get; init; }

    /// <summary>What the outputs of the classes are.</summary>
    public required ExplainedQuantity ClassQuantity { get; init; }

    /// <summary>One value per output.</summary>
    public required double[] Base { get; init; }

    /// <summary>One value per output.</summary>
    public required double[] Output { get; init; }

    /// <summary>Row-major <c>[output][feature]</c>; null where there are none.</summary>
    public required double[][]? ByFeature { get; init; }

    /// <summary>Row-major <c>[output][group]</c>; null where they are the sums of their features.</summary>
    public double[][]? ByGroup { get; init; }

    /// <summary>Standard errors of the features' contributions to output 0; null where they were not sampled.</summary>
    public double[]? Errors { get; init; }

    /// <summary>The seed of what was drawn by lot; null where nothing was.</summary>
    public int? Seed { get; init; }

    public required int Evaluations { get; init; }

    public LocalFit? Fit { get; init; }
}
