using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Explanations;

/// <summary>Why a model answers a clip as it does: the top emotion against the runner-up, and every emotion that the model knows.</summary>
/// <remarks>
/// The contributions of all groups add up, with an output's base and residual, to its output; so do those of all features, listed and <see cref="Unlisted"/>, where there are any.
/// </remarks>
[GenerateSerializer, Immutable, Alias("answer-explanation")]
public sealed record AnswerExplanation
{
    /// <summary>The model.</summary>
    [Id(0)] public required string ModelVersion { get; init; }

    /// <summary>The feature schema.</summary>
    [Id(1)] public required string SchemaId { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(2)] public required ExplanationMethod Method { get; init; }

    /// <summary>How the contributions were computed.</summary>
    [Id(3)] public required ExplanationAlgorithm Algorithm { get; init; }

    /// <summary>The most probable emotion.</summary>
    [Id(4)] public required EmotionLabel Top { get; init; }

    /// <summary>The second most probable one of those that the model was trained on.</summary>
    [Id(5)] public required EmotionLabel RunnerUp { get; init; }

    /// <summary>The calibrated probabilities.</summary>
    [Id(6)] public required EmotionProbabilities Probabilities { get; init; }

    /// <summary>The top emotion against the runner-up, as log-odds in nats.</summary>
    [Id(7)] public required OutputExplanation Difference { get; init; }

    /// <summary>Every emotion that the model was trained on, by rising number.</summary>
    [Id(8)] public required ImmutableArray<OutputExplanation> Classes { get; init; }

    /// <summary>All groups, those with the greatest contribution of either sign first.</summary>
    [Id(9)] public required ImmutableArray<GroupShare> Groups { get; init; }

    /// <summary>The features with the greatest contributions of either sign, as many as were asked for; none for a model that is explained by group alone.</summary>
    [Id(10)] public required ImmutableArray<FeatureShare> Features { get; init; }

    /// <summary>All features that are not listed, together; null when none is left.</summary>
    [Id(11)] public required FeatureRest? Unlisted { get; init; }

    /// <summary>Rows of the background that the clip was compared with.</summary>
    [Id(12)] public required int BackgroundRows { get; init; }

    /// <summary>Rows that were put through the model.</summary>
    [Id(13)] public required int Evaluations { get; init; }

    /// <summary>The seed of what was drawn by lot for the contributions; null where nothing was.</summary>
    [Id(14)] public required int? Seed { get; init; }

    /// <summary>How good the local fit is; null for Shapley values.</summary>
    [Id(15)] public required FitQuality? Fit { get; init; }
}
