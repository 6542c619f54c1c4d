namespace Cluster.Abstractions.Backfills;

/// <summary>What became of a command on a job.</summary>
/// <param name="Status">Done, unknown job, or refused.</param>
/// <param name="Job">The job after the command; null when there is none.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("job-command-outcome")]
public sealed record JobCommandOutcome(
    [property: Id(0)] CommandStatus Status,
    [property: Id(1)] BackfillJob? Job,
    [property: Id(2)] string? Reason = null);

/// <summary>How a command ended.</summary>
public enum CommandStatus
{
    /// <summary>The job stands as the command wants it.</summary>
    Done = 0,

    /// <summary>There is no such job.</summary>
    NotFound = 1,

    /// <summary>The command does not fit the job's state; see the reason.</summary>
    Refused = 2,
}
