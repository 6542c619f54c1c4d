namespace Cluster.Abstractions.Models;

/// <summary>What became of a change of the aliases.</summary>
/// <param name="Status">Whether it was made, else why not.</param>
/// <param name="Registry">The registry after the call, whether it changed or not.</param>
/// <param name="Problem">Why it was not made, and what to do; null when it was.</param>
/// <param name="Gates">The checks of a promotion that came to them; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("model-change-outcome")]
public sealed record ModelChangeOutcome(
    [property: Id(0)] ModelChangeStatus Status, [property: Id(1)] ModelRegistryView Registry, [property: Id(2)] string? Problem, [property: Id(3)] GateReport? Gates = null);
