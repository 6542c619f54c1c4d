using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling;

/// <summary>Predictions in the shapes of the wire contract.</summary>
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
        var prediction = (policy ?? manifest.Decision).ToPrediction(probabilities, manifest.ModelVersion, manifest.SchemaId, time.GetUtcNow());
        return classifier.IsOutOfDomain(vector.Values.AsSpan()) ? prediction.ToReview(ReviewReason.OutOfDomain) : prediction;
    }
}
