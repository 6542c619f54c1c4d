namespace Cluster.Modeling.Artefacts;

/// <summary>How a raw feature vector becomes what scores are computed from; everything fitted on training rows only.</summary>
/// <remarks>
/// Plain: fences, median, z-score (<see cref="Preprocessing"/>). Shaped: fences and median, then <see cref="Power"/> in the place of the plain z-score. Either may be
/// followed by <see cref="Components"/>.
/// </remarks>
public sealed record PreparationParameters
{
    /// <summary>Fences, medians and z-scores of the raw features.</summary>
    public required PreprocessingParameters Preprocessing { get; init; }

    /// <summary>Chroma alignment and power transform; null for plain preparation.</summary>
    public required PowerParameters? Power { get; init; }

    /// <summary>Principal axes, row-major <c>[components][prepared features]</c>, at least 1; null to keep the features.</summary>
    public required double[][]? Components { get; init; }
}
