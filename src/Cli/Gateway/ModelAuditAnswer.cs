namespace Cluster.Cli.Gateway;

/// <summary>A page of the models' audit log, newest first.</summary>
internal sealed record ModelAuditAnswer(IReadOnlyList<ModelAuditEntryAnswer> Entries, string? NextCursor, ModelAuditChainAnswer Chain);

/// <summary>One entry of the audit log.</summary>
internal sealed record ModelAuditEntryAnswer(long Sequence, DateTimeOffset At, string Actor, string Action, string? Version, string? Replaced, string? Reason, string? Evidence);

/// <summary>Whether the audit log is whole.</summary>
internal sealed record ModelAuditChainAnswer(bool Intact, long Entries, string Head, string? Problem);
