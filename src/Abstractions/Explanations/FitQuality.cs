namespace Cluster.Abstractions.Explanations;

/// <summary>How far a local fit may be believed.</summary>
/// <param name="Samples">Perturbed rows, the clip's own included.</param>
/// <param name="Spread">Standard deviation of the perturbation, in standard deviations of the training rows.</param>
/// <param name="Fidelity">Weighted R2 of the fit over the samples: 1 is perfect, 0 no better than a constant.</param>
/// <param name="Agreement">Correlation, -1 to 1, between the contributions that each half of the samples gives alone.</param>
[GenerateSerializer, Immutable, Alias("fit-quality")]
public sealed record FitQuality(
    [property: Id(0)] int Samples,
    [property: Id(1)] double Spread,
    [property: Id(2)] double Fidelity,
    [property: Id(3)] double Agreement);
