namespace Cluster.Catalog.Traffic;

/// <summary>What one silo has counted of one version in one stretch of time, from that stretch's beginning.</summary>
/// <param name="ModelVersion">The version that answered or would have.</param>
/// <param name="Revision">The registry's revision that the silo followed then: says under which promotion it was, whatever the clocks say.</param>
/// <param name="From">The stretch's beginning.</param>
/// <param name="Silo">The silo's process; one that starts again is another.</param>
/// <param name="Counts">The counts.</param>
public sealed record TrafficCell(string ModelVersion, long Revision, DateTimeOffset From, string Silo, TrafficCounts Counts);
