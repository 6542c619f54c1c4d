namespace Cluster.Modeling.Artefacts;

/// <summary>The numbers of a linear model: <c>weights.json</c> of an artefact.</summary>
public sealed record LinearWeights
{
    /// <summary>How a raw vector is prepared.</summary>
    public required PreprocessingParameters Preprocessing { get; init; }

    /// <summary>Row-major <c>[classes][features]</c>, on prepared features; classes in the order of <see cref="ModelManifest.Classes"/>.</summary>
    public required double[][] Weights { get; init; }

    /// <summary>One value per class.</summary>
    public required double[] Bias { get; init; }
}
