namespace Cluster.Modeling.Scoring;

/// <summary>Turns a prepared row into one score per emotion. Immutable, thread-safe, allocates nothing per row.</summary>
internal interface IPreparedScorer
{
    /// <summary>Scores one row.</summary>
    /// <param name="prepared">Finite values, as many as the scorer was made for.</param>
    /// <param name="scores">Receives 4 values in the order of the emotions' numbers; negative infinity for an emotion that was not trained.</param>
    void Score(ReadOnlySpan<float> prepared, Span<double> scores);
}
