namespace Cluster.Abstractions.Predictions;

/// <summary>An expected failure: what went wrong and what to do about it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">A sentence for people that names what is wrong; it holds no path.</param>
[GenerateSerializer, Immutable, Alias("analysis-failure")]
public sealed record AnalysisFailure([property: Id(0)] FailureKind Kind, [property: Id(1)] string Message);
