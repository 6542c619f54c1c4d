namespace Cluster.Abstractions.Emotions;

/// <summary>Turns probabilities into a decision by two thresholds.</summary>
/// <param name="TaggedThreshold">Least confidence for <see cref="TagDecision.Tagged"/>, in [0, 1]; default 0.75.</param>
/// <param name="TopTwoThreshold">Least sum of the best two for <see cref="TagDecision.TopTwo"/>, in [0, 1]; default 0.80.</param>
public sealed record DecisionPolicy(double TaggedThreshold = 0.75, double TopTwoThreshold = 0.80)
{
    /// <summary>The thresholds of the deployment criteria.</summary>
    public static DecisionPolicy Default { get; } = new();

    /// <summary>Decides for one set of probabilities. Thresholds are inclusive.</summary>
    public TagDecision Decide(in EmotionProbabilities probabilities)
    {
        var ranked = probabilities.Ranked();
        var confidence = probabilities[ranked[0]];
        if (confidence >= TaggedThreshold) return TagDecision.Tagged;
        return confidence + probabilities[ranked[1]] >= TopTwoThreshold ? TagDecision.TopTwo : TagDecision.Review;
    }

    /// <summary>Makes the prediction that these probabilities stand for: label, confidence and decision.</summary>
    public Prediction ToPrediction(in EmotionProbabilities probabilities, string modelVersion, string schemaId, DateTimeOffset at)
    {
        var label = probabilities.Top();
        return new Prediction
        {
            Label = label,
            Confidence = probabilities[label],
            Probabilities = probabilities,
            Decision = Decide(probabilities),
            ModelVersion = modelVersion,
            SchemaId = schemaId,
            PredictedAt = at,
        };
    }
}
