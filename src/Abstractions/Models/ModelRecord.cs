namespace Cluster.Abstractions.Models;

/// <summary>One immutable model version in the registry.</summary>
[GenerateSerializer, Immutable, Alias("model-record")]
public sealed record ModelRecord
{
    /// <summary>The version: algorithm and content hash, for example <c>lr-1f2e3d4c5b6a</c>.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>The feature schema that it reads.</summary>
    [Id(1)] public required string SchemaId { get; init; }

    /// <summary>The training algorithm.</summary>
    [Id(2)] public required string Algorithm { get; init; }

    /// <summary>What it was trained on, in a few words for people.</summary>
    [Id(3)] public required string Description { get; init; }

    /// <summary>When it was registered.</summary>
    [Id(4)] public required DateTimeOffset RegisteredAt { get; init; }
}
