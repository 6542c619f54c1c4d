using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>How far the linear fit behind a <see cref="ExplanationAlgorithm.Lime"/> explanation may be believed.</summary>
/// <remarks>
/// Another seed gives other contributions. Where <see cref="Agreement"/> is low, only the greatest of them mean anything; more samples help. Where <see cref="Fidelity"/>
/// is low, the model is not linear around the row and no number of samples helps. An output's residual says how far the fit misses the row itself: among hundreds of
/// features every sample lies far from it.
/// </remarks>
public sealed record LocalFit
{
    /// <summary>Perturbed rows, the row itself included.</summary>
    public required int Samples { get; init; }

    /// <summary>Standard deviation of the perturbation of each feature, in standard deviations of the training rows.</summary>
    public required double Spread { get; init; }

    /// <summary>The distance from the row, in standard deviations over all features, at which a sample's weight has fallen to <c>exp(-1/2)</c>.</summary>
    public required double KernelWidth { get; init; }

    /// <summary>The penalty on squared coefficients.</summary>
    public required double Ridge { get; init; }

    /// <summary>Weighted R2 of the fit to <see cref="Explanation.Difference"/> over the samples: 1 is perfect, 0 no better than a constant.</summary>
    public required double Fidelity { get; init; }

    /// <summary>Stability: the correlation, -1 to 1, between the contributions that each half of the samples gives alone.</summary>
    public required double Agreement { get; init; }
}
