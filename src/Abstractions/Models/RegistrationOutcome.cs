namespace Cluster.Abstractions.Models;

/// <summary>What became of a registration.</summary>
/// <param name="Record">The registered version; null when the artefact was refused.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("registration-outcome")]
public sealed record RegistrationOutcome([property: Id(0)] ModelRecord? Record, [property: Id(1)] string? Reason);
