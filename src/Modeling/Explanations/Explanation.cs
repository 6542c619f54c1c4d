using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>Why a model answers one row as it does: the top emotion against the runner-up, and every emotion that the model knows.</summary>
/// <remarks>
/// <para>The contributions of all groups add up, with an output's base and residual, to what the model gives; so do those of all features, where there are any.</para>
/// <para>A contribution says what the model made of a value, not what causes an emotion.</para>
/// </remarks>
public sealed record Explanation
{
    /// <summary>The model.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The schema of the row.</summary>
    public required string SchemaId { get; init; }

    /// <summary>How the contributions were computed.</summary>
    public required ExplanationAlgorithm Algorithm { get; init; }

    /// <summary>The most probable emotion.</summary>
    public required EmotionLabel Top { get; init; }

    /// <summary>The second most probable emotion among those that the model was trained on.</summary>
    public required EmotionLabel RunnerUp { get; init; }

    /// <summary>The calibrated probabilities of the row.</summary>
    public required EmotionProbabilities Probabilities { get; init; }

    /// <summary>The top emotion against the runner-up, in <see cref="ExplainedQuantity.LogOdds"/>.</summary>
    public required ExplainedOutput Difference { get; init; }

    /// <summary>Every emotion that the model was trained on, by rising number. An emotion that it never saw has none.</summary>
    public required IReadOnlyList<ExplainedOutput> Classes { get; init; }

    /// <summary>Features, those with the greatest contribution of either sign to <see cref="Difference"/> first. Empty where shares of features were not wanted, or the model reads more than <see cref="ExplanationOptions.MaxFeatures"/>.</summary>
    public required IReadOnlyList<FeatureContribution> Features { get; init; }

    /// <summary>Groups, those with the greatest contribution of either sign to <see cref="Difference"/> first.</summary>
    public required IReadOnlyList<GroupContribution> Groups { get; init; }

    /// <summary>Rows that were put through the model for this explanation.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Rows of the background that the row was compared with.</summary>
    public required int BackgroundRows { get; init; }

    /// <summary>The seed of what was drawn by lot; null where nothing was.</summary>
    public required int? Seed { get; init; }

    /// <summary>How good the local fit is; null for Shapley values.</summary>
    public required LocalFit? Fit { get; init; }
}
