namespace Cluster.Grains.Backfills;

/// <summary>How backfills are worked on. Section <c>Backfill</c> of the settings.</summary>
public sealed class BackfillOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Backfill";

    /// <summary>Chunks that one silo works on at a time; 1 to 256; default one more than there are processors, so that none idles during a commit.</summary>
    public int Concurrency { get; set; } = Environment.ProcessorCount + 1;

    /// <summary>Items a chunk; 1 to 1000; default 8.</summary>
    public int ChunkSize { get; set; } = 8;

    /// <summary>How long a silent worker keeps its chunk; 2 s to 10 min; default 10 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between commits while a chunk is worked on; 0.1 s to 60 s; default 1 s.</summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often an idle worker asks for work; 50 ms to 60 s; default 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What 95 % of the interactive predictions should take at most, per clip; 10 ms to 60 s; default 500 ms. Bulk work slows down when they come near it.
    /// </summary>
    public TimeSpan InteractiveLimit { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Days that the items of a job are kept after it ended, unless they failed; 1 to 3,650; default 90. The job keeps its counts.</summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>Folders that sources must lie in; empty: anywhere that the silo can read.</summary>
    public IList<string> AllowedRoots { get; } = [];

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Concurrency is < 1 or > 256) yield return $"{Section}:{nameof(Concurrency)} is {Concurrency}; it must lie in 1 to 256.";
        if (ChunkSize is < 1 or > 1000) yield return $"{Section}:{nameof(ChunkSize)} is {ChunkSize}; it must lie in 1 to 1000.";
        if (Lease < TimeSpan.FromSeconds(2) || Lease > TimeSpan.FromMinutes(10)) yield return $"{Section}:{nameof(Lease)} is {Lease}; it must lie in 2 seconds to 10 minutes.";
        if (CommitInterval < TimeSpan.FromSeconds(0.1) || CommitInterval > TimeSpan.FromMinutes(1))
            yield return $"{Section}:{nameof(CommitInterval)} is {CommitInterval}; it must lie in 0.1 to 60 seconds.";
        if (InteractiveLimit < TimeSpan.FromSeconds(0.01) || InteractiveLimit > TimeSpan.FromMinutes(1))
            yield return $"{Section}:{nameof(InteractiveLimit)} is {InteractiveLimit}; it must lie in 0.01 to 60 seconds.";
        if (RetentionDays is < 1 or > 3650) yield return $"{Section}:{nameof(RetentionDays)} is {RetentionDays}; it must lie in 1 to 3,650 days.";
        if (PollInterval < TimeSpan.FromSeconds(0.05) || PollInterval > TimeSpan.FromMinutes(1))
            yield return $"{Section}:{nameof(PollInterval)} is {PollInterval}; it must lie in 0.05 to 60 seconds.";
    }
}
