namespace Cluster.Cli.Gateway;

/// <summary>Whether a version may be promoted, as the gateway says it.</summary>
internal sealed record GatesAnswer(
    string Version, string? Champion, bool Promotable, string Outcome, IReadOnlyList<GateAnswer> Checks, string? ComparedBy, string? TrafficFrom);

/// <summary>One check.</summary>
internal sealed record GateAnswer(string Gate, string Outcome, string Reason);

/// <summary>The watch over a new champion.</summary>
internal sealed record BakeAnswer(string Version, string Former, string State, DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? EndedAt, string? Reason);
