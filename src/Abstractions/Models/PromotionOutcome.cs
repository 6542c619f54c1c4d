namespace Cluster.Abstractions.Models;

/// <summary>What became of a promotion.</summary>
/// <param name="Promoted">True when the alias points at the version now, also when it already did.</param>
/// <param name="Champion">The champion after the call.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("promotion-outcome")]
public sealed record PromotionOutcome([property: Id(0)] bool Promoted, [property: Id(1)] string? Champion, [property: Id(2)] string? Reason);
