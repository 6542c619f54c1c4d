using Cluster.Abstractions.Drifts;

namespace Cluster.Catalog.Drifts;

/// <summary>Writes windows and alerts. What a call returned from has survived: it is on disk.</summary>
public interface IDriftStore : IDriftReader
{
    /// <summary>Adds counts to the windows that are open, unless the flush is known.</summary>
    /// <returns>False when it, or a later one of the same process, was there already and nothing was added.</returns>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    Task<bool> AddAsync(DriftFlush flush, CancellationToken cancellationToken);

    /// <summary>Closes a model's window if it is due. What is counted from then on opens another.</summary>
    /// <returns>The closed window; null when none was due.</returns>
    /// <remarks>Counts of another length than most have come of another release of the program: they are not added, and count as dropped.</remarks>
    Task<ClosedDriftWindow?> CloseAsync(string modelVersion, WindowCondition condition, CancellationToken cancellationToken);

    /// <summary>Closed windows that are not judged yet, oldest first, a few at a time.</summary>
    Task<IReadOnlyList<ClosedDriftWindow>> ListUnjudgedAsync(CancellationToken cancellationToken);

    /// <summary>Stores what a window came to, and drops what need not be kept.</summary>
    /// <returns>False when the window was judged already, or is gone, and nothing was stored.</returns>
    Task<bool> JudgeAsync(DriftJudgement judgement, DriftRetention retention, CancellationToken cancellationToken);

    /// <summary>Takes note of an alert, unless somebody has.</summary>
    /// <returns>The alert as stored; null when there is none.</returns>
    Task<DriftAlert?> AcknowledgeAsync(string alertId, string actor, string? reason, CancellationToken cancellationToken);

    /// <summary>Ends the alerts of all other models.</summary>
    /// <param name="modelVersions">The models whose alerts stand.</param>
    /// <param name="because">Why the others end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Alerts that ended.</returns>
    Task<int> ClearOthersAsync(IReadOnlyCollection<string> modelVersions, string because, CancellationToken cancellationToken);
}
