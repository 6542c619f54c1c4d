namespace Cluster.Abstractions.Backfills;

/// <summary>What became of a command on a schedule.</summary>
/// <param name="Status">Done, unknown schedule, or refused.</param>
/// <param name="Schedule">The schedule after the command; null when there is none.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("schedule-command-outcome")]
public sealed record ScheduleCommandOutcome(
    [property: Id(0)] CommandStatus Status,
    [property: Id(1)] BackfillSchedule? Schedule,
    [property: Id(2)] string? Reason = null);
