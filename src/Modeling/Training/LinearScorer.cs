using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Training;

/// <summary>Linear scores of raw vectors: preparation and weighted sums, as training's held-out rows and serving both use them.</summary>
/// <remarks>
/// Immutable, thread-safe, no allocation per row. One lane per emotion: every lane adds up the features in order, so that the result is the same on
/// every instruction set.
/// </remarks>
internal sealed class LinearScorer
{
    private const int Lanes = EmotionProbabilities.Count;
    private readonly FeaturePreprocessor preprocessor;
    private readonly Vector256<double>[] weights;
    private readonly Vector256<double> bias;

    public LinearScorer(IReadOnlyList<EmotionLabel> classes, LinearWeights model)
    {
        preprocessor = new FeaturePreprocessor(model.Preprocessing);
        weights = new Vector256<double>[preprocessor.Width];
        bias = Vector256.Create(double.NegativeInfinity);      // stays so for an emotion that was not trained
        for (var k = 0; k < classes.Count; k++)
        {
            var lane = (int)classes[k];
            bias = bias.WithElement(lane, model.Bias[k]);
            for (var j = 0; j < weights.Length; j++) weights[j] = weights[j].WithElement(lane, model.Weights[k][j]);
        }
    }

    /// <param name="features">Raw values in schema order.</param>
    /// <param name="scores">Receives 4 values; negative infinity for an emotion that the model never saw.</param>
    /// <exception cref="ArgumentException">A span has another length than the model's.</exception>
    public void Score(ReadOnlySpan<float> features, Span<double> scores)
    {
        if (features.Length != weights.Length)
            throw new ArgumentException($"Expected {weights.Length} features, got {features.Length}.", nameof(features));
        if (scores.Length != Lanes)
            throw new ArgumentException($"Expected room for {Lanes} emotions, got {scores.Length}.", nameof(scores));

        var sum = bias;
        for (var j = 0; j < weights.Length; j++) sum += weights[j] * preprocessor.Transform(features[j], j);
        sum.CopyTo(scores);
    }
}
