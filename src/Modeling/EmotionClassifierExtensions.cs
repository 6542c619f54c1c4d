using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling;

/// <summary>Predictions in the shapes of the wire contract and over many rows.</summary>
public static class EmotionClassifierExtensions
{
    /// <summary>Predicts one raw vector; allocates nothing.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="features">Raw values in schema order, NaN where missing.</param>
    /// <exception cref="ArgumentException">The vector has another length than the model's schema.</exception>
    public static EmotionProbabilities Predict(this IEmotionClassifier classifier, ReadOnlySpan<float> features)
    {
        Span<double> probabilities = stackalloc double[EmotionProbabilities.Count];
        classifier.Predict(features, probabilities);
        return EmotionProbabilities.From(probabilities);
    }

    /// <summary>Predicts one clip's vector and decides under a policy.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="vector">The clip's features; of the model's schema.</param>
    /// <param name="policy">The thresholds; null for the model's own.</param>
    /// <param name="time">The clock that stamps the prediction.</param>
    /// <exception cref="ArgumentException">The vector is of another schema, or of another length than the model's.</exception>
    public static Prediction Predict(this IEmotionClassifier classifier, FeatureVector vector, DecisionPolicy? policy, TimeProvider time)
    {
        var manifest = classifier.Manifest;
        if (vector.SchemaId != manifest.SchemaId)
        {
            throw new ArgumentException(
                $"Model {manifest.ModelVersion} reads schema '{manifest.SchemaId}', the features are of '{vector.SchemaId}'.", nameof(vector));
        }

        var probabilities = classifier.Predict(vector.Values.AsSpan());
        return (policy ?? manifest.Decision).ToPrediction(probabilities, manifest.ModelVersion, manifest.SchemaId, time.GetUtcNow());
    }

    /// <summary>Predicts many vectors that lie one behind the other; allocates nothing.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="rows">Row-major <c>[rowCount, featureCount]</c>.</param>
    /// <param name="probabilities">Receives row-major <c>[rowCount, 4]</c>.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same number of whole rows.</exception>
    public static void PredictBatch(this IEmotionClassifier classifier, ReadOnlySpan<float> rows, Span<double> probabilities)
    {
        var width = classifier.Manifest.Features.Count;
        var count = rows.Length / width;
        if (rows.Length != count * width || probabilities.Length != count * EmotionProbabilities.Count)
            throw new ArgumentException($"Expected whole rows of {width} features and {EmotionProbabilities.Count} probabilities each.", nameof(rows));

        for (var row = 0; row < count; row++)
        {
            classifier.Predict(
                rows.Slice(row * width, width),
                probabilities.Slice(row * EmotionProbabilities.Count, EmotionProbabilities.Count));
        }
    }
}
