using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Explanations;

/// <summary>A number of the model that contributions add up to: <c>base + sum of contributions + residual = output</c>.</summary>
/// <param name="Emotion">The emotion that it is of; null for the top emotion against the runner-up.</param>
/// <param name="Quantity">What it is, and so its unit.</param>
/// <param name="Base">What is there before any contribution: the mean over the background; for a local fit its value at the training mean.</param>
/// <param name="Output">What the model gives for the clip.</param>
/// <param name="Residual">What the contributions leave unexplained: rounding, below 1e-6, for Shapley values; the fit's error at the clip for a local fit.</param>
[GenerateSerializer, Immutable, Alias("output-explanation")]
public sealed record OutputExplanation(
    [property: Id(0)] EmotionLabel? Emotion,
    [property: Id(1)] ExplainedQuantity Quantity,
    [property: Id(2)] double Base,
    [property: Id(3)] double Output,
    [property: Id(4)] double Residual);
