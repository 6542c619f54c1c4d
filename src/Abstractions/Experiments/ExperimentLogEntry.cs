namespace Cluster.Abstractions.Experiments;

/// <summary>Who changed an experiment, how, when and why.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who, as the caller said; nobody is authenticated yet. <c>cluster</c> for what it did by itself.</param>
/// <param name="Action">What was done.</param>
/// <param name="Reason">Why; null when no reason was given.</param>
/// <param name="Details">What it came to, in words; null when the action says all.</param>
/// <param name="Revision">The experiment's revision after it.</param>
[GenerateSerializer, Immutable, Alias("experiment-log-entry")]
public sealed record ExperimentLogEntry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Actor,
    [property: Id(2)] ExperimentAction Action,
    [property: Id(3)] string? Reason,
    [property: Id(4)] string? Details,
    [property: Id(5)] long Revision);
