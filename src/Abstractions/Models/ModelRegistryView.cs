using System.Collections.Immutable;

namespace Cluster.Abstractions.Models;

/// <summary>The registered versions and where the aliases point.</summary>
[GenerateSerializer, Immutable, Alias("model-registry-view")]
public sealed record ModelRegistryView
{
    /// <summary>Most shadows at a time: each is held in memory by every silo.</summary>
    public const int MaxShadows = 8;

    /// <summary>All versions, oldest first.</summary>
    [Id(0)] public ImmutableArray<ModelRecord> Versions { get; init; } = [];

    /// <summary>The version that answers; null before the first promotion.</summary>
    [Id(1)] public string? Champion { get; init; }

    /// <summary>Rises by one with every change.</summary>
    [Id(2)] public long Revision { get; init; }

    /// <summary>The champion before this one, kept loaded; null when there was none.</summary>
    [Id(3)] public string? PreviousChampion { get; init; }

    /// <summary>The version that answers for a share of the traffic; null when there is none.</summary>
    [Id(4)] public string? Challenger { get; init; }

    /// <summary>Versions that score and never answer, in the order in which they were set; at most <see cref="MaxShadows"/>.</summary>
    [Id(5)] public ImmutableArray<string> Shadows { get; init; } = [];

    /// <summary>The hash of the newest entry of the audit log.</summary>
    [Id(6)] public string AuditHead { get; init; } = ModelAuditChain.Origin;

    /// <summary>True while no shadow may score, whatever is a shadow.</summary>
    [Id(7)] public bool ShadowsStopped { get; init; }

    /// <summary>The last watch over a new champion, whether it lasts or has ended; null before the first one.</summary>
    [Id(8)] public ModelBake? Bake { get; init; }
}
