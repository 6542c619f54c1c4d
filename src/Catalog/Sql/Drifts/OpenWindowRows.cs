using Cluster.Catalog.Drifts;

namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Rows of the windows that are open.</summary>
internal static class OpenWindowRows
{
    private const string Know =
        "INSERT INTO drift_source AS s (source, sequence, flushed_at) VALUES ($source, $sequence, $now)"
        + " ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, flushed_at = excluded.flushed_at WHERE s.sequence < excluded.sequence";

    private const string Put =
        "INSERT INTO drift_open (model_version, source, since, row_count, dropped, counts) VALUES ($model, $source, $now, $rows, $dropped, $counts)"
        + " ON CONFLICT (model_version, source) DO UPDATE SET row_count = drift_open.row_count + excluded.row_count, dropped = drift_open.dropped + excluded.dropped, counts = excluded.counts";

    public const string FindCounts = "SELECT counts FROM drift_open o WHERE model_version = $model AND source = $source <lock o>";
    public const string FindAll = "SELECT source, since, row_count, dropped, counts FROM drift_open o WHERE model_version = $model ORDER BY source <lock o>";

    // The table holds a row for each model and process that counts: reading all of it is right.
    private const string FindOpen = "SELECT model_version, MIN(since), CAST(SUM(row_count) AS BIGINT) FROM drift_open GROUP BY model_version ORDER BY model_version";
    private const string Delete = "DELETE FROM drift_open WHERE model_version = $model AND source <in $sources>";

    /// <summary>Adds what a process counted; false when it is there already.</summary>
    public static async Task<bool> TryAddAsync(SqlSession session, DriftFlush flush, DateTimeOffset now)
    {
        if (await session.Prepare(Know).Set("$source", flush.Source).Set("$sequence", flush.Sequence).Set("$now", now.ToTicks()).ExecuteAsync().ConfigureAwait(false) == 0) return false;
        foreach (var delta in flush.Deltas)
        {
            var sum = delta.Counts.ToArray();
            var before = await session.Prepare(FindCounts).Set("$model", delta.ModelVersion).Set("$source", flush.Source)
                .FirstOrDefaultAsync(row => WholeNumbers.Read((byte[])row.GetValue(0))).ConfigureAwait(false);
            if (before is not null && before.Length != sum.Length)
                throw new ArgumentException($"A process that counted {before.Length} numbers of '{delta.ModelVersion}' counts {sum.Length} now.", nameof(flush));
            if (before is not null) WholeNumbers.AddTo(sum, before);
            session.Prepare(Put)
                .Set("$model", delta.ModelVersion).Set("$source", flush.Source).Set("$now", now.ToTicks())
                .Set("$rows", delta.Rows).Set("$dropped", delta.Dropped).Set("$counts", WholeNumbers.Write(sum))
                .Queue();
        }

        return true;
    }

    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<OpenDriftWindow>> ListAsync(SqlSession session) =>
        await session.Prepare(FindOpen).ToListAsync(row => new OpenDriftWindow(row.GetString(0), row.Time(1), row.GetInt64(2))).ConfigureAwait(false);

    /// <summary>Takes a model's window if it is due; its rows are gone then.</summary>
    /// <returns>The window without a number; null when it is not due.</returns>
    public static async Task<ClosedDriftWindow?> TakeAsync(SqlSession session, string modelVersion, WindowCondition condition, DateTimeOffset now)
    {
        var rows = await session.Prepare(FindAll).Set("$model", modelVersion)
            .ToListAsync(row => (Source: row.GetString(0), Since: row.Time(1), Rows: row.GetInt64(2), Dropped: row.GetInt64(3), Counts: WholeNumbers.Read((byte[])row.GetValue(4))))
            .ConfigureAwait(false);
        if (rows.Count == 0 || rows.Min(row => row.Since) > condition.OpenSince) return null;
        var same = rows.GroupBy(row => row.Counts.Length).OrderByDescending(group => group.Sum(row => row.Rows)).ThenByDescending(group => group.Key).First().ToList();
        var counted = same.Sum(row => row.Rows);
        if (counted < condition.LeastRows) return null;
        var sum = new long[same[0].Counts.Length];
        foreach (var row in same) WholeNumbers.AddTo(sum, row.Counts);
        // Not by the model alone: a process that counts for the first time may add its row meanwhile.
        await session.Prepare(Delete).Set("$model", modelVersion).SetList("$sources", [.. rows.Select(row => row.Source)]).ExecuteAsync().ConfigureAwait(false);
        return new ClosedDriftWindow(
            0, modelVersion, rows.Min(row => row.Since), now, counted, rows.Sum(row => row.Dropped + row.Rows) - counted, same.Count, sum, null);
    }
}
