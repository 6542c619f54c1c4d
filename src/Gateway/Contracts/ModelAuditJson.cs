using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Contracts;

/// <summary>An entry of the models' audit log.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who, as the caller said; nobody is authenticated yet.</param>
/// <param name="Action">What was done.</param>
/// <param name="Version">To which version.</param>
/// <param name="Replaced">Which version had the alias before.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Revision">The registry's revision after it.</param>
/// <param name="PreviousHash">Hash of the entry before.</param>
/// <param name="Hash">SHA-256 over the previous hash and the entry's content.</param>
public sealed record ModelAuditEntryJson(
    long Sequence, DateTimeOffset At, string Actor, string Action, string? Version, string? Replaced, string? Reason, string? Evidence, long Revision, string PreviousHash, string Hash)
{
    /// <summary>An entry's JSON.</summary>
    public static ModelAuditEntryJson From(ModelAuditEntry entry) => new(
        entry.Sequence, entry.At, entry.Actor, Names.Of(entry.Action), entry.Version, entry.Replaced, entry.Reason, entry.Evidence, entry.Revision, entry.PreviousHash, entry.Hash);
}

/// <summary>Whether the audit log is whole.</summary>
/// <param name="Intact">True when every entry is what was written, in its place.</param>
/// <param name="Entries">Number of entries.</param>
/// <param name="Head">The newest entry's hash.</param>
/// <param name="BrokenAt">The first entry that does not fit; null when all do.</param>
/// <param name="Problem">What does not fit.</param>
public sealed record ModelAuditChainJson(bool Intact, long Entries, string Head, long? BrokenAt, string? Problem)
{
    /// <summary>A verification's JSON.</summary>
    public static ModelAuditChainJson From(ModelAuditVerification chain) => new(chain.Intact, chain.Entries, chain.Head, chain.BrokenAt, chain.Problem);
}

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
/// <param name="Chain">The verification of the whole log, as it is stored.</param>
public sealed record ModelAuditPageJson(IReadOnlyList<ModelAuditEntryJson> Entries, string? NextCursor, ModelAuditChainJson Chain);
