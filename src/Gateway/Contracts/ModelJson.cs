using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Contracts;

/// <summary>A model version.</summary>
public sealed record ModelJson(string Version, string Schema, string Algorithm, string Description, DateTimeOffset RegisteredAt)
{
    /// <summary>A version's JSON.</summary>
    public static ModelJson From(ModelRecord record) => new(record.Version, record.SchemaId, record.Algorithm, record.Description, record.RegisteredAt);
}

/// <summary>All versions, and where the aliases point.</summary>
public sealed record ModelRegistryJson(string? Champion, string? PreviousChampion, long Revision, IReadOnlyList<ModelJson> Versions)
{
    /// <summary>The registry's JSON.</summary>
    public static ModelRegistryJson From(ModelRegistryView registry) =>
        new(registry.Champion, registry.PreviousChampion, registry.Revision, [.. registry.Versions.Select(ModelJson.From)]);
}

/// <summary>Asks for a promotion.</summary>
/// <param name="ExpectedChampion">The champion that the caller saw; null when there was none.</param>
public sealed record PromoteJson(string? ExpectedChampion);
