namespace Cluster.Abstractions.Emotions;

/// <summary>What one model version says about one stretch of audio.</summary>
[GenerateSerializer, Immutable, Alias("prediction")]
public sealed record Prediction
{
    /// <summary>The most probable emotion.</summary>
    [Id(0)] public required EmotionLabel Label { get; init; }

    /// <summary>Calibrated probability of <see cref="Label"/>, in [0, 1].</summary>
    [Id(1)] public required double Confidence { get; init; }

    /// <summary>Calibrated probabilities of all four.</summary>
    [Id(2)] public required EmotionProbabilities Probabilities { get; init; }

    /// <summary>What may be done with it.</summary>
    [Id(3)] public required TagDecision Decision { get; init; }

    /// <summary>The immutable model version that predicted.</summary>
    [Id(4)] public required string ModelVersion { get; init; }

    /// <summary>The feature schema that the model read.</summary>
    [Id(5)] public required string SchemaId { get; init; }

    /// <summary>When it was predicted.</summary>
    [Id(6)] public required DateTimeOffset PredictedAt { get; init; }

    /// <summary>Why a person should listen; null where the probabilities alone decide.</summary>
    [Id(7)] public ReviewReason? Reason { get; init; }

    /// <summary>The same, left to review for a reason, whatever the probabilities say.</summary>
    public Prediction ToReview(ReviewReason reason) => this with { Decision = TagDecision.Review, Reason = reason };

    /// <summary>The same, decided upon by a policy; a reason to review stands.</summary>
    public Prediction DecidedBy(DecisionPolicy policy) => Reason is null ? this with { Decision = policy.Decide(Probabilities) } : this with { Decision = TagDecision.Review };
}
