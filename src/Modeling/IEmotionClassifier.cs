using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling;

/// <summary>Turns one clip's feature vector into calibrated probabilities of the four emotions.</summary>
/// <remarks>
/// Everything that a model needs between the raw vector and the answer (fences, imputation, scaling, scores, temperature) lies behind this
/// contract, so that training and serving run the same code. Implementations are immutable and thread-safe.
/// </remarks>
public interface IEmotionClassifier
{
    /// <summary>What the model is, what it reads and how it decides.</summary>
    ModelManifest Manifest { get; }

    /// <summary>Predicts one vector. Allocates nothing, but for a network, which allocates a few small objects.</summary>
    /// <param name="features">Raw values in the order of <see cref="ModelManifest.Features"/>; NaN or infinite where a value is missing.</param>
    /// <param name="probabilities">
    /// Receives 4 values in the order of the numbers of <see cref="EmotionLabel"/>, each in [0, 1], together 1;
    /// 0 for an emotion that the model never saw.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length than stated.</exception>
    void Predict(ReadOnlySpan<float> features, Span<double> probabilities);

    /// <summary>Whether a vector is unlike all that the model was trained on. Its probabilities are then half the model's and half chance, so that it is never sure.</summary>
    /// <param name="features">Raw values, as for <see cref="Predict"/>.</param>
    bool IsOutOfDomain(ReadOnlySpan<float> features) => false;

    /// <summary>Predicts many vectors that lie one behind the other. Allocates as <see cref="Predict"/> does.</summary>
    /// <param name="rows">Row-major <c>[rowCount, featureCount]</c>, as for <see cref="Predict"/>.</param>
    /// <param name="probabilities">Receives row-major <c>[rowCount, 4]</c>.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same number of whole rows.</exception>
    void PredictBatch(ReadOnlySpan<float> rows, Span<double> probabilities)
    {
        var width = Manifest.Features.Count;
        var count = rows.Length / width;
        if (rows.Length != count * width || probabilities.Length != count * EmotionProbabilities.Count)
            throw new ArgumentException($"Expected whole rows of {width} features and {EmotionProbabilities.Count} probabilities each.", nameof(rows));

        for (var row = 0; row < count; row++)
        {
            Predict(rows.Slice(row * width, width), probabilities.Slice(row * EmotionProbabilities.Count, EmotionProbabilities.Count));
        }
    }
}
