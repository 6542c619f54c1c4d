using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Replays;

namespace Cluster.Catalog.Replays;

/// <summary>Reads replays. Safe for concurrent use.</summary>
public interface IReplayReader
{
    /// <summary>The last replay of a version with its result; null when there was none.</summary>
    Task<StoredReplay?> FindAsync(string version, CancellationToken cancellationToken);
}

/// <summary>Keeps the last replay of each version.</summary>
public interface IReplayStore : IReplayReader
{
    /// <summary>Puts a replay in place of the version's last one, unless that is not over.</summary>
    /// <returns>The stored replay: this one, or the one that is in the way.</returns>
    Task<Replay> StartAsync(Replay replay, CancellationToken cancellationToken);

    /// <summary>Begins a run of a replay that is not over; earlier runs write no more.</summary>
    /// <returns>The run's number, from 1; null when the replay is over, or another is in its place.</returns>
    Task<long?> BeginAsync(string version, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Writes how far a run is.</summary>
    /// <returns>False when the run is to stop: the replay was cancelled or replaced, or another silo runs it.</returns>
    Task<bool> ReportAsync(ReplayRun run, ReplayProgress progress, CancellationToken cancellationToken);

    /// <summary>Ends a replay.</summary>
    /// <param name="run">The run that ends it.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Ends the wait before the transaction begins.</param>
    /// <returns>False when that was no longer this run's to say.</returns>
    Task<bool> FinishAsync(ReplayRun run, ReplayEnd end, CancellationToken cancellationToken);

    /// <summary>Cancels a version's replay unless it is over.</summary>
    /// <returns>The replay as stored; null when there is none.</returns>
    Task<Replay?> CancelAsync(string version, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>A replay with its result.</summary>
/// <param name="Replay">The replay.</param>
/// <param name="Result">What it found; null unless it is completed.</param>
/// <param name="Comparison">Both models on labelled clips; null where there are none.</param>
public sealed record StoredReplay(Replay Replay, ReplayResult? Result, ComparisonView? Comparison = null);

/// <summary>One run of a replay.</summary>
/// <param name="Version">The candidate.</param>
/// <param name="Id">The replay's id.</param>
/// <param name="Number">The run's number.</param>
public sealed record ReplayRun(string Version, string Id, long Number);

/// <summary>How a replay ended.</summary>
/// <param name="State">Completed or failed.</param>
/// <param name="At">When.</param>
/// <param name="Progress">How far it came.</param>
/// <param name="Result">What it found; null when it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record ReplayEnd(ReplayState State, DateTimeOffset At, ReplayProgress Progress, ReplayResult? Result, string? Error)
{
    /// <summary>Both models on labelled clips; null where there are none.</summary>
    public ComparisonView? Comparison { get; init; }
}
