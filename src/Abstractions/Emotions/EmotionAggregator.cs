namespace Cluster.Abstractions.Emotions;

/// <summary>Aggregates the predictions of a track's clips into the track's emotion.</summary>
/// <param name="method">Majority vote or mean probability.</param>
/// <param name="policy">The thresholds of the decision.</param>
/// <remarks>
/// Probabilities are the mean over the clips under both methods. Under <see cref="AggregationMethod.Majority"/> the label is
/// the clips' most frequent one (ties: the higher mean probability, then the lower number) and the confidence is the mean probability of that label.
/// A track of which half the clips or more are out of the model's domain is left to review.
/// </remarks>
public sealed class EmotionAggregator(AggregationMethod method, DecisionPolicy policy)
{
    /// <summary>Aggregates clips of one model version.</summary>
    /// <exception cref="ArgumentException">There are no predictions, or they are of different model versions or schemas.</exception>
    public TrackEmotion Aggregate(IReadOnlyList<Prediction> predictions)
    {
        if (predictions.Count == 0) throw new ArgumentException("No predictions to aggregate.", nameof(predictions));
        var first = predictions[0];
        Span<double> mean = stackalloc double[EmotionProbabilities.Count];
        Span<int> votes = stackalloc int[EmotionProbabilities.Count];
        var at = first.PredictedAt;
        foreach (var prediction in predictions)
        {
            if (prediction.ModelVersion != first.ModelVersion || prediction.SchemaId != first.SchemaId)
                throw new ArgumentException("A track never mixes model versions or schemas.", nameof(predictions));
            for (var k = 0; k < mean.Length; k++) mean[k] += prediction.Probabilities[(EmotionLabel)k] / predictions.Count;
            votes[(int)prediction.Label]++;
            if (prediction.PredictedAt > at) at = prediction.PredictedAt;
        }

        var probabilities = EmotionProbabilities.From(mean);
        var merged = policy.ToPrediction(probabilities, first.ModelVersion, first.SchemaId, at);
        if (method == AggregationMethod.Majority) merged = WithLabel(merged, Winner(votes, mean));
        var outside = predictions.Count(prediction => prediction.Reason == ReviewReason.OutOfDomain);
        if (2 * outside >= predictions.Count) merged = merged.ToReview(ReviewReason.OutOfDomain);
        return new TrackEmotion(merged, method, predictions.Count);
    }

    private static EmotionLabel Winner(ReadOnlySpan<int> votes, ReadOnlySpan<double> mean)
    {
        var best = 0;
        for (var k = 1; k < votes.Length; k++)
        {
            if (votes[k] > votes[best] || (votes[k] == votes[best] && mean[k] > mean[best])) best = k;
        }

        return (EmotionLabel)best;
    }

    private Prediction WithLabel(Prediction merged, EmotionLabel winner)
    {
        if (winner == merged.Label) return merged;

        // The vote and the mean disagree, so the winner's mean probability is below another's: the thresholds are asked about the winner itself.
        var confidence = merged.Probabilities[winner];
        var decision = merged.Decision;
        if (decision == TagDecision.Tagged && confidence < policy.TaggedThreshold) decision = TagDecision.TopTwo;
        return merged with { Label = winner, Confidence = confidence, Decision = decision };
    }
}
