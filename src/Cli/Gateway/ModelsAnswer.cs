namespace Cluster.Cli.Gateway;

/// <summary>The model registry as the gateway describes it.</summary>
internal sealed record ModelsAnswer
{
    /// <summary>The version that answers; null before the first promotion.</summary>
    public string? Champion { get; init; }

    /// <summary>The champion before this one.</summary>
    public string? PreviousChampion { get; init; }

    /// <summary>Rises by one with every change; null when the gateway does not say.</summary>
    public long? Revision { get; init; }

    /// <summary>The last watch over a new champion; null before the first one.</summary>
    public BakeAnswer? Bake { get; init; }

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<ModelVersionAnswer> Versions { get; init; } = [];
}

/// <summary>One model version.</summary>
internal sealed record ModelVersionAnswer(string Version, string? Schema, string? Algorithm, string? Description, DateTimeOffset? RegisteredAt, IReadOnlyList<string>? Aliases);

/// <summary>One model version with its card.</summary>
internal sealed record ModelDetailsAnswer(
    string Version,
    string? Schema,
    string? Algorithm,
    string? Description,
    DateTimeOffset? RegisteredAt,
    IReadOnlyList<string>? Aliases,
    string? CardMarkdown,
    string? Problem,
    BakeAnswer? Bake = null);
