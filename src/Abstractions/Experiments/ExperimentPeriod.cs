using System.Collections.Immutable;

namespace Cluster.Abstractions.Experiments;

/// <summary>A stretch of the hash range that belongs to one arm.</summary>
/// <param name="Arm">The arm; null outside the experiment.</param>
/// <param name="Length">Hash values; above 0.</param>
[GenerateSerializer, Immutable, Alias("experiment-segment")]
public sealed record ExperimentSegment([property: Id(0)] string? Arm, [property: Id(1)] long Length);

/// <summary>A time within which the shares stood still.</summary>
/// <param name="Since">Its begin.</param>
/// <param name="Segments">Which part of the hash range belonged to which arm, from 0 upwards.</param>
[GenerateSerializer, Immutable, Alias("experiment-period")]
public sealed record ExperimentPeriod([property: Id(0)] DateTimeOffset Since, [property: Id(1)] ImmutableArray<ExperimentSegment> Segments);
