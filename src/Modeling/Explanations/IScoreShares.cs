namespace Cluster.Modeling.Explanations;

/// <summary>Splits each class's score, less its mean over a background, over the values of a prepared row. Immutable and thread-safe.</summary>
internal interface IScoreShares
{
    /// <summary>Splits one class's score.</summary>
    /// <param name="prepared">A row after its preparation, before principal components.</param>
    /// <param name="k">The class, from 0.</param>
    /// <param name="shares">Receives one value per prepared value.</param>
    void Split(ReadOnlySpan<float> prepared, int k, Span<double> shares);
}
