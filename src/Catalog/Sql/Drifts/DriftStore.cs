using Cluster.Abstractions.Drifts;
using Cluster.Catalog.Drifts;

namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Windows and alerts on a database.</summary>
internal sealed class DriftStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : IDriftStore
{
    private const int UnjudgedAtATime = 8;
    private const string DeleteSources = "DELETE FROM drift_source WHERE flushed_at < $since";

    /// <inheritdoc/>
    public Task<bool> AddAsync(DriftFlush flush, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(flush.Source);
        ArgumentOutOfRangeException.ThrowIfLessThan(flush.Sequence, 1);
        if (flush.Deltas.FirstOrDefault(delta => delta.Rows < 0 || delta.Dropped < 0 || delta.Counts.Any(count => count < 0)) is { } bad)
            throw new ArgumentException($"A count of '{bad.ModelVersion}' is negative.", nameof(flush));
        return writes.RunAsync(session => OpenWindowRows.TryAddAsync(session, flush, clock.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OpenDriftWindow>> ListOpenAsync(CancellationToken cancellationToken) =>
        reads.RunSingleAsync(OpenWindowRows.ListAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<ClosedDriftWindow?> CloseAsync(string modelVersion, WindowCondition condition, CancellationToken cancellationToken) => writes.RunAsync(
        async session => await OpenWindowRows.TakeAsync(session, modelVersion, condition, clock.GetUtcNow()).ConfigureAwait(false) is { } window
            ? await ClosedWindowRows.AddAsync(session, window).ConfigureAwait(false)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<ClosedDriftWindow?> FindWindowAsync(long number, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => session.Prepare(ClosedWindowRows.FindOne).Set("$no", number).FirstOrDefaultAsync(ClosedWindowRows.Read), cancellationToken);

    /// <inheritdoc/>
    public Task<ClosedDriftWindow?> FindJudgedAsync(string modelVersion, long? before, CancellationToken cancellationToken) => reads.RunSingleAsync(
        session => session.Prepare(ClosedWindowRows.FindJudged).Set("$model", modelVersion).Set("$before", before ?? long.MaxValue).FirstOrDefaultAsync(ClosedWindowRows.Read),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ClosedDriftWindow>> ListUnjudgedAsync(CancellationToken cancellationToken) => reads.RunSingleAsync<IReadOnlyList<ClosedDriftWindow>>(
        async session => await session.Prepare(ClosedWindowRows.FindUnjudged).Set("$limit", UnjudgedAtATime).ToListAsync(ClosedWindowRows.Read).ConfigureAwait(false), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<DriftWindowEntry>> ListWindowsAsync(string? modelVersion, string? cursor, int limit, CancellationToken cancellationToken)
    {
        NumberedPage.CheckLimit(limit, AlertQuery.MaxLimit);
        var identity = $"drift windows {modelVersion}";
        var before = NumberedPage.Before(cursor, identity);
        return await reads.RunSingleAsync(
            session =>
            {
                var page = session.Prepare(modelVersion is null ? ClosedWindowRows.FindPage : ClosedWindowRows.FindPageOfModel);
                if (modelVersion is not null) page.Set("$model", modelVersion);
                return NumberedPage.ReadAsync(page.Set("$before", before).Set("$limit", limit + 1), limit, identity, ClosedWindowRows.ReadEntry, row => row.GetInt64(0));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> JudgeAsync(DriftJudgement judgement, DriftRetention retention, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention.Windows, 2);
        return writes.RunAsync(
            async session =>
            {
                if (!await ClosedWindowRows.TryJudgeAsync(session, judgement).ConfigureAwait(false)) return false;

                // Those that end come first: there is one standing alert for each thing.
                foreach (var alert in judgement.Alerts.OrderBy(alert => alert.ClearedAt is null)) AlertRows.Store(session, alert);
                ClosedWindowRows.DropOld(session, judgement.Window, retention);
                AlertRows.DropOld(session, retention.Since);
                session.Prepare(DeleteSources).Set("$since", retention.Since.ToTicks()).Queue();
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DriftAlert?> FindAlertAsync(string alertId, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => AlertRows.FindAsync(session, alertId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<DriftAlert>> ListAlertsAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        NumberedPage.CheckLimit(query.Limit, AlertQuery.MaxLimit);
        var identity = $"alerts {query.WithCleared} {query.ModelVersion}";
        var before = NumberedPage.Before(query.Cursor, identity);
        return await reads.RunSingleAsync(
            session =>
            {
                var page = session.Prepare(AlertRows.FindPage(query));
                if (query.ModelVersion is not null) page.Set("$model", query.ModelVersion);
                return NumberedPage.ReadAsync(page.Set("$before", before).Set("$limit", query.Limit + 1), query.Limit, identity, AlertRows.Read, AlertRows.ReadNumber);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<DriftAlert?> AcknowledgeAsync(string alertId, string actor, string? reason, CancellationToken cancellationToken) =>
        writes.RunAsync(session => AlertRows.NoteAsync(session, alertId, actor, reason, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<int> ClearOthersAsync(IReadOnlyCollection<string> modelVersions, string because, CancellationToken cancellationToken) =>
        writes.RunAsync(session => AlertRows.EndOthersAsync(session, modelVersions, because, clock.GetUtcNow()), cancellationToken);
}
