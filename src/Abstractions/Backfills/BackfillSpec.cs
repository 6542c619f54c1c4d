namespace Cluster.Abstractions.Backfills;

/// <summary>What a backfill is to do.</summary>
[GenerateSerializer, Immutable, Alias("backfill-spec")]
public sealed record BackfillSpec
{
    /// <summary>Absolute path, as the silos see it, of a folder of audio files or of a CSV manifest.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>Analyse every item again, also what is stored with the same content, schema and model.</summary>
    [Id(1)] public bool Force { get; init; }

    /// <summary>Only count what would be done.</summary>
    [Id(2)] public bool DryRun { get; init; }
}
