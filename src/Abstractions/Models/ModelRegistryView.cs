using System.Collections.Immutable;

namespace Cluster.Abstractions.Models;

/// <summary>The registered versions and where the aliases point.</summary>
[GenerateSerializer, Immutable, Alias("model-registry-view")]
public sealed record ModelRegistryView
{
    /// <summary>All versions, oldest first.</summary>
    [Id(0)] public ImmutableArray<ModelRecord> Versions { get; init; } = [];

    /// <summary>The version that answers; null before the first promotion.</summary>
    [Id(1)] public string? Champion { get; init; }

    /// <summary>Rises by one with every change.</summary>
    [Id(2)] public long Revision { get; init; }

    /// <summary>The champion before this one; null when there was none.</summary>
    [Id(3)] public string? PreviousChampion { get; init; }
}
