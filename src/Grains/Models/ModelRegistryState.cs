using Cluster.Abstractions.Models;

namespace Cluster.Grains.Models;

/// <summary>The model grain's persisted state.</summary>
[GenerateSerializer, Alias("model-registry-state")]
public sealed class ModelRegistryState
{
    /// <summary>All versions, oldest first.</summary>
    [Id(0)] public List<ModelRecord> Versions { get; set; } = [];

    /// <summary>The champion alias.</summary>
    [Id(1)] public string? Champion { get; set; }

    /// <summary>The champion before it.</summary>
    [Id(2)] public string? PreviousChampion { get; set; }

    /// <summary>Rises by one with every change.</summary>
    [Id(3)] public long Revision { get; set; }
}
