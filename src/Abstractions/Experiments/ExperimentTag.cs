namespace Cluster.Abstractions.Experiments;

/// <summary>Which arm of which experiment an answer is in.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its arms differ in.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Payload">The arm's payload; null when it has none.</param>
/// <param name="FellBack">True when the arm's model failed and the champion answered.</param>
[GenerateSerializer, Immutable, Alias("experiment-tag")]
public sealed record ExperimentTag(
    [property: Id(0)] string ExperimentId,
    [property: Id(1)] string Name,
    [property: Id(2)] ExperimentKind Kind,
    [property: Id(3)] string Arm,
    [property: Id(4)] string? Payload,
    [property: Id(5)] bool FellBack = false);
