namespace Cluster.Modeling.Artefacts;

/// <summary>Chroma alignment, then a Yeo-Johnson transform of standardised values and a last z-score; every array holds one finite value per value after the alignment.</summary>
/// <remarks>
/// <c>z = (yeoJohnson((value - centre) / spread, lambda) - mean) / scale</c>. A spread or scale of 0 marks a value that did not vary in training: its z is 0.
/// </remarks>
public sealed record PowerParameters
{
    /// <summary>
    /// Index of the first of 12 neighbouring chroma means, which are turned so that the strongest comes first, and followed at the end of the vector by
    /// the 12 in falling order and their entropy; null where there are none.
    /// </summary>
    public required int? Chroma { get; init; }

    /// <summary>Mean before the transform.</summary>
    public required double[] Centre { get; init; }

    /// <summary>Population standard deviation before the transform; at least 0.</summary>
    public required double[] Spread { get; init; }

    /// <summary>The exponent; 1 changes nothing.</summary>
    public required double[] Lambda { get; init; }

    /// <summary>Mean after the transform.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Population standard deviation after the transform; at least 0.</summary>
    public required double[] Scale { get; init; }
}
