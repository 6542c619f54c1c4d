namespace Cluster.Cli.Gateway;

/// <summary>The model registry as the gateway describes it.</summary>
internal sealed record ModelsAnswer
{
    /// <summary>The version that answers; null before the first promotion.</summary>
    public string? Champion { get; init; }

    /// <summary>The champion before this one.</summary>
    public string? PreviousChampion { get; init; }

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<ModelVersionAnswer> Versions { get; init; } = [];
}

/// <summary>One model version.</summary>
internal sealed record ModelVersionAnswer(string Version, string? Schema, string? Algorithm, string? Description, DateTimeOffset? RegisteredAt);
