namespace Cluster.Abstractions.Models;

/// <summary>One entry of the registry's audit log: who did what, when and why. Its hash covers the entry before, so none can be changed, dropped or moved unseen.</summary>
[GenerateSerializer, Immutable, Alias("model-audit-entry")]
public sealed record ModelAuditEntry
{
    /// <summary>The entry's number, from 1 without gaps.</summary>
    [Id(0)] public required long Sequence { get; init; }

    /// <summary>When it was done.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, as the caller said; nobody is authenticated yet.</summary>
    [Id(2)] public required string Actor { get; init; }

    /// <summary>What was done.</summary>
    [Id(3)] public required ModelAction Action { get; init; }

    /// <summary>The version that it was done to; null when there is none, as for a log that began on a registry without a champion.</summary>
    [Id(4)] public string? Version { get; init; }

    /// <summary>The version that had the alias before; null when none had.</summary>
    [Id(5)] public string? Replaced { get; init; }

    /// <summary>Why, in the caller's words; null when they gave none.</summary>
    [Id(6)] public string? Reason { get; init; }

    /// <summary>What the decision rests on, in the caller's words or as JSON; null when there is nothing.</summary>
    [Id(7)] public string? Evidence { get; init; }

    /// <summary>The registry's revision after it.</summary>
    [Id(8)] public required long Revision { get; init; }

    /// <summary>The hash of the entry before; 64 zeros for the first one.</summary>
    [Id(9)] public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over <see cref="PreviousHash"/> and all other fields, 64 lower-case hex digits; see <see cref="ModelAuditChain"/>.</summary>
    [Id(10)] public required string Hash { get; init; }
}
