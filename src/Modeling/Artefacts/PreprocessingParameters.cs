namespace Cluster.Modeling.Artefacts;

/// <summary>How a raw feature vector is prepared; every array holds one finite value per feature, fitted on training rows only.</summary>
/// <remarks>
/// A value that is not finite, or outside its fences, counts as missing and becomes the median; then <c>z = (value - mean) / scale</c>.
/// A scale of 0 marks a feature that did not vary in training: its z is 0.
/// </remarks>
public sealed record PreprocessingParameters
{
    /// <summary>Least plausible value.</summary>
    public required double[] LowFence { get; init; }

    /// <summary>Greatest plausible value.</summary>
    public required double[] HighFence { get; init; }

    /// <summary>Stands for a missing value.</summary>
    public required double[] Median { get; init; }

    /// <summary>Mean after imputation.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Population standard deviation after imputation; 0 for a feature that did not vary.</summary>
    public required double[] Scale { get; init; }
}
