using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Backfills;

/// <summary>The right to list one job's source.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Spec">What to list.</param>
/// <param name="Token">Fencing token.</param>
/// <param name="Duration">How long it lasts after each renewal.</param>
public sealed record ListingLease(string JobId, BackfillSpec Spec, long Token, TimeSpan Duration);
