using System.Collections.Immutable;

namespace Cluster.Abstractions.Models;

/// <summary>Whether a version may be promoted, with every check.</summary>
[GenerateSerializer, Immutable, Alias("gate-report")]
public sealed record GateReport
{
    /// <summary>The candidate.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>The champion that it was compared with; null when there is none.</summary>
    [Id(1)] public string? Champion { get; init; }

    /// <summary>True when it may be promoted without force.</summary>
    [Id(2)] public required bool Promotable { get; init; }

    /// <summary>What the checks come to together: fail before inconclusive before pass.</summary>
    [Id(3)] public required GateResult Result { get; init; }

    /// <summary>Every check.</summary>
    [Id(4)] public required ImmutableArray<GateFinding> Checks { get; init; }

    /// <summary>What stands in the way; empty where nothing does.</summary>
    [Id(5)] public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Where the comparison with the champion comes from; null when there is none.</summary>
    [Id(6)] public string? ComparedBy { get; init; }

    /// <summary>Where the figures on traffic come from; null when there are none.</summary>
    [Id(7)] public string? TrafficFrom { get; init; }

    /// <summary>When it was judged.</summary>
    [Id(8)] public required DateTimeOffset At { get; init; }
}
