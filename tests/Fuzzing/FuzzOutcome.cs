namespace Cluster.Fuzzing;

/// <summary>How one spoilt file ended.</summary>
/// <param name="Ending">Result or refusal, or that it cost a process or broke a promise.</param>
/// <param name="Detail">For people: the refusal's sentence or what went wrong.</param>
public sealed record FuzzOutcome(FuzzEnding Ending, string Detail)
{
    /// <summary>Children that crashed or talked nonsense, retries included as in all counts here.</summary>
    public long Crashed { get; init; }

    /// <summary>Children that hung.</summary>
    public long Hung { get; init; }

    /// <summary>Children that took too long in spite of their progress.</summary>
    public long Overdue { get; init; }

    /// <summary>Children that needed too much memory.</summary>
    public long TooLarge { get; init; }

    /// <summary>Processor time in seconds, where it is known.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Peak of resident memory while it was read, in bytes; allocated bytes where no process of its own read it.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether the file is worth keeping: it cost a process or broke a promise.</summary>
    public bool IsOffence => Ending is FuzzEnding.Fault or FuzzEnding.Broken || Crashed + Hung + Overdue + TooLarge > 0;
}

/// <summary>Ways in which a spoilt file can end.</summary>
public enum FuzzEnding
{
    /// <summary>Features.</summary>
    Result,

    /// <summary>An orderly refusal.</summary>
    Refusal,

    /// <summary>The decoder broke; the file was answered with that.</summary>
    Fault,

    /// <summary>A promise was broken: a vector of the wrong length, an infinite value, an exception of another kind.</summary>
    Broken,
}
