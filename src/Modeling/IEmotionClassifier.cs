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

    /// <summary>Predicts one vector. Allocates nothing.</summary>
    /// <param name="features">Raw values in the order of <see cref="ModelManifest.Features"/>; NaN or infinite where a value is missing.</param>
    /// <param name="probabilities">
    /// Receives 4 values in the order of the numbers of <see cref="Abstractions.Emotions.EmotionLabel"/>, each in [0, 1], together 1;
    /// 0 for an emotion that the model never saw.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length than stated.</exception>
    void Predict(ReadOnlySpan<float> features, Span<double> probabilities);
}
