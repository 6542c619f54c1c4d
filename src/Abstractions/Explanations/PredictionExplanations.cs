using System.Collections.Immutable;

namespace Cluster.Abstractions.Explanations;

/// <summary>Explanations that were asked for with a prediction.</summary>
/// <param name="Clips">By clip, in order: those on which the answer rests most.</param>
/// <param name="LeftOut">Clips that were not explained.</param>
/// <param name="Reason">Why clips that were to be explained were not; null when all were.</param>
[GenerateSerializer, Immutable, Alias("prediction-explanations")]
public sealed record PredictionExplanations(
    [property: Id(0)] ImmutableArray<ClipExplanation> Clips,
    [property: Id(1)] int LeftOut,
    [property: Id(2)] string? Reason);

/// <summary>A clip of a prediction with its explanation.</summary>
/// <param name="Index">Position among the clips, from 0.</param>
/// <param name="Explanation">The explanation.</param>
[GenerateSerializer, Immutable, Alias("clip-explanation")]
public sealed record ClipExplanation(
    [property: Id(0)] int Index,
    [property: Id(1)] AnswerExplanation Explanation);
