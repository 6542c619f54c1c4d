using Cluster.Abstractions.Backfills;

namespace Cluster.Abstractions.Replays;

/// <summary>Replays the catalogue with one candidate, one replay at a time. Its key is the version.</summary>
[Alias("replay-grain")]
public interface IReplayGrain : IGrainWithStringKey
{
    /// <summary>Starts a replay against the champion of now. The same id again answers with the same replay.</summary>
    /// <param name="id">The replay's id.</param>
    /// <param name="spec">What it is to do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("start")]
    Task<ReplayOutcome> StartAsync(string id, ReplaySpec spec, CancellationToken cancellationToken = default);

    /// <summary>Cancels the replay; one that was cancelled before stays so.</summary>
    [Alias("cancel")]
    Task<ReplayOutcome> CancelAsync(CancellationToken cancellationToken = default);
}

/// <summary>What became of a command on a replay.</summary>
/// <param name="Status">Done, not found, or refused.</param>
/// <param name="Replay">The replay after the command; null when there is none.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("replay-outcome")]
public sealed record ReplayOutcome([property: Id(0)] CommandStatus Status, [property: Id(1)] Replay? Replay, [property: Id(2)] string? Reason = null);
