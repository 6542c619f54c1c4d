using Cluster.Abstractions.Drifts;

namespace Cluster.Catalog.Drifts;

/// <summary>Reads windows and alerts. Safe for concurrent use.</summary>
public interface IDriftReader
{
    /// <summary>The windows that are open, at most one for each model.</summary>
    Task<IReadOnlyList<OpenDriftWindow>> ListOpenAsync(CancellationToken cancellationToken);

    /// <summary>A closed window; null when there is none.</summary>
    Task<ClosedDriftWindow?> FindWindowAsync(long number, CancellationToken cancellationToken);

    /// <summary>A model's newest closed and judged window before another; null when there is none.</summary>
    /// <param name="modelVersion">The model.</param>
    /// <param name="before">The number of the other; null for the newest of all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ClosedDriftWindow?> FindJudgedAsync(string modelVersion, long? before, CancellationToken cancellationToken);

    /// <summary>Closed windows, newest first.</summary>
    /// <param name="modelVersion">Of this model; null for any.</param>
    /// <param name="cursor">From the page before; null: from the newest.</param>
    /// <param name="limit">Entries a page, 1 to <see cref="AlertQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<DriftWindowEntry>> ListWindowsAsync(string? modelVersion, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>An alert; null when there is none.</summary>
    Task<DriftAlert?> FindAlertAsync(string alertId, CancellationToken cancellationToken);

    /// <summary>Alerts, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<DriftAlert>> ListAlertsAsync(AlertQuery query, CancellationToken cancellationToken);
}
