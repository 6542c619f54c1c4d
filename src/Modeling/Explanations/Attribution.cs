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

    /// <summary>Row-major <c>[output][feature]</c>, or <c>[output][group]</c> of <see cref="ExplanationAlgorithm.GroupShapley"/>.</summary>
    public required double[][] Contributions { get; init; }

    public required int Evaluations { get; init; }

    public LocalFit? Fit { get; init; }
}
