namespace Cluster.Abstractions.Models;

/// <summary>Whether an audit log is whole.</summary>
/// <param name="Intact">True when every entry is what was written, in its place.</param>
/// <param name="Entries">Number of entries.</param>
/// <param name="Head">The newest entry's hash; noted elsewhere, it proves later that everything up to here is unchanged.</param>
/// <param name="BrokenAt">Number of the first entry that does not fit; null when all do.</param>
/// <param name="Problem">What does not fit; null when everything does.</param>
[GenerateSerializer, Immutable, Alias("model-audit-verification")]
public sealed record ModelAuditVerification(
    [property: Id(0)] bool Intact, [property: Id(1)] long Entries, [property: Id(2)] string Head, [property: Id(3)] long? BrokenAt, [property: Id(4)] string? Problem);
