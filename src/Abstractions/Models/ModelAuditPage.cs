using System.Collections.Immutable;

namespace Cluster.Abstractions.Models;

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="NextBefore">Asks for the next page; null on the last one.</param>
/// <param name="Verification">Of the whole log, as it is stored.</param>
[GenerateSerializer, Immutable, Alias("model-audit-page")]
public sealed record ModelAuditPage(
    [property: Id(0)] ImmutableArray<ModelAuditEntry> Entries, [property: Id(1)] long? NextBefore, [property: Id(2)] ModelAuditVerification Verification);
