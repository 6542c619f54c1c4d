using Cluster.Abstractions.Explanations;

namespace Cluster.Abstractions.Predictions;

/// <summary>Asks for the emotion of a file that is not in the catalogue. Nothing is stored.</summary>
/// <param name="Path">Absolute path of the file, as the silos see it.</param>
/// <param name="StartS">Where to begin, in seconds; at least 0.</param>
/// <param name="DurationS">How much to analyse, in seconds; null: to the end.</param>
/// <param name="Explain">Also explain the clips on which the answer rests most; null: do not.</param>
/// <param name="Unit">The user whose experiments it is in; null: it is in none.</param>
[GenerateSerializer, Immutable, Alias("predict-request")]
public sealed record PredictRequest(
    [property: Id(0)] string Path,
    [property: Id(1)] double StartS = 0,
    [property: Id(2)] double? DurationS = null,
    [property: Id(3)] ExplainRequest? Explain = null,
    [property: Id(4)] string? Unit = null);
