namespace Cluster.Abstractions.Backfills;

/// <summary>The items of a job by state; <c>Total = Tagged + Unchanged + Failed + Pending</c> once the source is listed. <c>OutOfDomain</c> counts those of the tagged that are left to review for it.</summary>
[GenerateSerializer, Immutable, Alias("job-counts")]
public readonly record struct JobCounts(
    [property: Id(0)] long Total,
    [property: Id(1)] long Tagged,
    [property: Id(2)] long Unchanged,
    [property: Id(3)] long Failed,
    [property: Id(4)] long OutOfDomain = 0)
{
    /// <summary>Items without a result.</summary>
    public long Pending => Total - Tagged - Unchanged - Failed;
}
