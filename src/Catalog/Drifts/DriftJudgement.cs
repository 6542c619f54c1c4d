using Cluster.Abstractions.Drifts;

namespace Cluster.Catalog.Drifts;

/// <summary>What a window came to, stored in one transaction.</summary>
/// <param name="Window">The window.</param>
/// <param name="Findings">What lists show of it.</param>
/// <param name="Report">All of it.</param>
/// <param name="Alerts">Alerts that are new or have changed, whole; what is stored of an acknowledgement stays.</param>
public sealed record DriftJudgement(long Window, DriftFindings Findings, string Report, IReadOnlyList<DriftAlert> Alerts);

/// <summary>What is kept.</summary>
/// <param name="Windows">Closed windows of each model; at least 2.</param>
/// <param name="Since">Windows that closed, alerts that ended and processes that fell silent before are dropped.</param>
public sealed record DriftRetention(int Windows, DateTimeOffset Since);

/// <summary>Which alerts to list, newest first.</summary>
/// <param name="ModelVersion">Of this model; null for any.</param>
/// <param name="WithCleared">Also those that have ended.</param>
/// <param name="Cursor">From the page before; null: from the newest.</param>
/// <param name="Limit">Entries a page, 1 to <see cref="MaxLimit"/>.</param>
public sealed record AlertQuery(string? ModelVersion = null, bool WithCleared = false, string? Cursor = null, int Limit = 100)
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 1000;
}
