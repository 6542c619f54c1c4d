namespace Cluster.Abstractions.Backfills;

/// <summary>What a backfill is to do.</summary>
[GenerateSerializer, Immutable, Alias("backfill-spec")]
public sealed record BackfillSpec
{
    /// <summary>The highest <see cref="Priority"/>.</summary>
    public const int MaxPriority = 9;

    /// <summary>Absolute path, as the silos see it, of a folder of audio files or of a manifest (CSV, JSONL or Parquet).</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>Analyse every item again, also what is stored with the same content, schema and model.</summary>
    [Id(1)] public bool Force { get; init; }

    /// <summary>Only count what would be done.</summary>
    [Id(2)] public bool DryRun { get; init; }

    /// <summary>Jobs with a higher number go first; jobs with the same share the workers. 0 to <see cref="MaxPriority"/>.</summary>
    [Id(3)] public int Priority { get; init; }

    /// <summary>Asks the model again about the tracks of the catalogue, from their cached features: no audio is read, and <see cref="Source"/> is <see cref="Catalogue"/>.</summary>
    [Id(4)] public bool Rescore { get; init; }

    /// <summary>The schedule that the job is a run of; null for a job of its own.</summary>
    [Id(5)] public string? ScheduleId { get; init; }

    /// <summary>Leaves out items that the schedule has seen before as they are now: same size and time of last change.</summary>
    [Id(6)] public bool ChangesOnly { get; init; }

    /// <summary>The source of a job that re-scores.</summary>
    public const string Catalogue = "catalogue";
}
