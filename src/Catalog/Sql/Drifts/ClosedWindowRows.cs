using System.Data.Common;
using Cluster.Abstractions.Drifts;
using Cluster.Catalog.Drifts;

namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Rows of the windows that are closed.</summary>
internal static class ClosedWindowRows
{
    private const string Columns = "window_no, model_version, opened_at, closed_at, row_count, dropped, sources, counts, report";
    private const string Findings = "level, drifted, mean_confidence, review_rate, labelled, macro_f1, estimated_f1";
    private const string EntryColumns = $"window_no, model_version, opened_at, closed_at, row_count, dropped, {Findings}";

    private const string Insert =
        "INSERT INTO drift_window (model_version, opened_at, closed_at, row_count, dropped, sources, counts)"
        + " VALUES ($model, $from, $to, $rows, $dropped, $sources, $counts) RETURNING window_no";

    private const string Judge =
        "UPDATE drift_window SET level = $level, drifted = $drifted, mean_confidence = $confidence, review_rate = $review, labelled = $labelled,"
        + " macro_f1 = $f1, estimated_f1 = $estimated, report = $report WHERE window_no = $no AND report IS NULL";

    private const string DeleteMany =
        "DELETE FROM drift_window WHERE model_version = (SELECT model_version FROM drift_window WHERE window_no = $no) AND report IS NOT NULL AND window_no <"
        + " (SELECT MIN(window_no) FROM (SELECT window_no FROM drift_window WHERE model_version = (SELECT model_version FROM drift_window WHERE window_no = $no)"
        + " ORDER BY window_no DESC LIMIT $keep) AS kept)";

    private const string DeleteOld = "DELETE FROM drift_window WHERE closed_at < $since AND report IS NOT NULL";

    public const string FindOne = $"SELECT {Columns} FROM drift_window WHERE window_no = $no";
    public const string FindJudged = $"SELECT {Columns} FROM drift_window WHERE model_version = $model AND window_no < $before AND report IS NOT NULL ORDER BY window_no DESC LIMIT 1";
    public const string FindUnjudged = $"SELECT {Columns} FROM drift_window WHERE report IS NULL ORDER BY window_no LIMIT $limit";
    public const string FindPage = $"SELECT {EntryColumns} FROM drift_window WHERE window_no < $before ORDER BY window_no DESC LIMIT $limit";
    public const string FindPageOfModel = $"SELECT {EntryColumns} FROM drift_window WHERE model_version = $model AND window_no < $before ORDER BY window_no DESC LIMIT $limit";

    /// <summary>Adds a window and numbers it.</summary>
    public static async Task<ClosedDriftWindow> AddAsync(SqlSession session, ClosedDriftWindow window) => window with
    {
        Number = await session.Prepare(Insert)
            .Set("$model", window.ModelVersion).Set("$from", window.From.ToTicks()).Set("$to", window.To.ToTicks())
            .Set("$rows", window.Rows).Set("$dropped", window.Dropped).Set("$sources", window.Sources).Set("$counts", WholeNumbers.Write(window.Counts))
            .FirstOrDefaultAsync(row => row.GetInt64(0)).ConfigureAwait(false),
    };

    /// <summary>Stores what a window came to; false when it was judged already or is gone.</summary>
    public static async Task<bool> TryJudgeAsync(SqlSession session, DriftJudgement judgement) => await session.Prepare(Judge)
        .Set("$no", judgement.Window)
        .Set("$level", (long)judgement.Findings.Level)
        .Set("$drifted", judgement.Findings.Drifted)
        .Set("$confidence", judgement.Findings.MeanConfidence)
        .Set("$review", judgement.Findings.ReviewRate)
        .Set("$labelled", judgement.Findings.Labelled)
        .Set("$f1", judgement.Findings.MacroF1)
        .Set("$estimated", judgement.Findings.EstimatedMacroF1)
        .Set("$report", judgement.Report)
        .ExecuteAsync().ConfigureAwait(false) == 1;

    /// <summary>Drops old windows of the model of one, and all that are too old.</summary>
    public static void DropOld(SqlSession session, long number, DriftRetention retention)
    {
        session.Prepare(DeleteMany).Set("$no", number).Set("$keep", retention.Windows).Queue();
        session.Prepare(DeleteOld).Set("$since", retention.Since.ToTicks()).Queue();
    }

    public static ClosedDriftWindow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.Time(2), row.Time(3), row.GetInt64(4), row.GetInt64(5), row.GetInt32(6), WholeNumbers.Read((byte[])row.GetValue(7)), row.Text(8));

    public static DriftWindowEntry ReadEntry(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.Time(2), row.Time(3), row.GetInt64(4), row.GetInt64(5),
        row.IsDBNull(6)
            ? null
            : new DriftFindings((DriftSeverity)row.GetInt32(6), row.GetInt32(7), row.GetDouble(8), row.GetDouble(9), row.GetInt32(10), Real(row, 11), Real(row, 12)));

    private static double? Real(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
