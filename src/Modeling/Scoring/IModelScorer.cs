using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Scoring;

/// <summary>Turns raw vectors into one score per emotion, before temperature and softmax. Immutable and thread-safe.</summary>
public interface IModelScorer : IDisposable
{
    /// <summary>Values per vector.</summary>
    int Width { get; }

    /// <summary>Scores one vector.</summary>
    /// <param name="features">Raw values in schema order; NaN or infinite where a value is missing.</param>
    /// <param name="scores">Receives 4 values in the order of the emotions' numbers; negative infinity for an emotion that the model never saw.</param>
    /// <exception cref="ArgumentException">A span has another length than stated.</exception>
    void Score(ReadOnlySpan<float> features, Span<double> scores);

    /// <summary>Scores vectors that lie one behind the other.</summary>
    /// <param name="rows">Row-major <c>[rowCount, Width]</c>.</param>
    /// <param name="scores">Receives row-major <c>[rowCount, 4]</c>.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same number of whole rows.</exception>
    void ScoreBatch(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var count = CountRows(rows, scores);
        for (var row = 0; row < count; row++)
            Score(rows.Slice(row * Width, Width), scores.Slice(row * EmotionProbabilities.Count, EmotionProbabilities.Count));
    }

    /// <summary>The number of rows of a batch.</summary>
    /// <exception cref="ArgumentException">The spans do not hold the same number of whole rows.</exception>
    int CountRows(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var count = rows.Length / Width;
        return rows.Length == count * Width && scores.Length == count * EmotionProbabilities.Count
            ? count
            : throw new ArgumentException($"Expected whole rows of {Width} features and {EmotionProbabilities.Count} probabilities each.", nameof(rows));
    }
}
