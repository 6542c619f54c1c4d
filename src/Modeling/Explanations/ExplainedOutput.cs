using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>A number of the model that contributions add up to: <c>base + sum of contributions + residual = output</c>.</summary>
public sealed record ExplainedOutput
{
    /// <summary>The emotion whose score or probability it is; null for the top emotion against the runner-up.</summary>
    public required EmotionLabel? Emotion { get; init; }

    /// <summary>What it is and its unit.</summary>
    public required ExplainedQuantity Quantity { get; init; }

    /// <summary>What is there before any contribution: the mean over the background; for <see cref="ExplanationAlgorithm.Lime"/> the fit's value at the training mean.</summary>
    public required double Base { get; init; }

    /// <summary>What the model gives for the row.</summary>
    public required double Output { get; init; }

    /// <summary>What the contributions leave unexplained: rounding, below 1e-6, for Shapley values; the fit's error at the row for <see cref="ExplanationAlgorithm.Lime"/>.</summary>
    public required double Residual { get; init; }
}
