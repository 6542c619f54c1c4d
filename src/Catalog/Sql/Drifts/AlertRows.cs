using System.Data.Common;
using Cluster.Abstractions.Drifts;
using Cluster.Catalog.Drifts;

namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Rows of alerts.</summary>
internal static class AlertRows
{
    private const string Columns =
        "alert_id, model_version, subject, level, raised_at, raised_in, seen_in, evidence, advice, cleared_at, cleared_by, acknowledged_at, acknowledged_by, acknowledged_reason, alert_no";

    private const string Put =
        "INSERT INTO drift_alert (alert_id, model_version, subject, level, raised_at, raised_in, seen_in, evidence, advice, cleared_at, cleared_by)"
        + " VALUES ($id, $model, $subject, $level, $raised, $raisedIn, $seenIn, $evidence, $advice, $cleared, $because)"
        + " ON CONFLICT (alert_id) DO UPDATE SET level = excluded.level, seen_in = excluded.seen_in, evidence = excluded.evidence, advice = excluded.advice,"
        + " cleared_at = excluded.cleared_at, cleared_by = excluded.cleared_by";

    private const string Acknowledge =
        "UPDATE drift_alert SET acknowledged_at = $now, acknowledged_by = $actor, acknowledged_reason = $reason WHERE alert_id = $id AND acknowledged_at IS NULL";

    private const string ClearOthers =
        "UPDATE drift_alert SET cleared_at = $now, cleared_by = $because WHERE cleared_at IS NULL AND NOT (model_version <in $models>)";

    private const string DeleteOld = "DELETE FROM drift_alert WHERE cleared_at < $since";

    public const string FindOne = $"SELECT {Columns} FROM drift_alert WHERE alert_id = $id";

    public static string FindPage(AlertQuery query) =>
        $"SELECT {Columns} FROM drift_alert WHERE alert_no < $before"
        + (query.ModelVersion is null ? string.Empty : " AND model_version = $model") + (query.WithCleared ? string.Empty : " AND cleared_at IS NULL")
        + " ORDER BY alert_no DESC LIMIT $limit";

    /// <summary>Stores an alert whole, save for its acknowledgement.</summary>
    public static void Store(SqlSession session, DriftAlert alert) => session.Prepare(Put)
        .Set("$id", alert.Id)
        .Set("$model", alert.ModelVersion)
        .Set("$subject", alert.Subject)
        .Set("$level", (long)alert.Level)
        .Set("$raised", alert.RaisedAt.ToTicks())
        .Set("$raisedIn", alert.RaisedIn)
        .Set("$seenIn", alert.SeenIn)
        .Set("$evidence", alert.Evidence)
        .Set("$advice", alert.Advice)
        .Set("$cleared", alert.ClearedAt?.ToTicks())
        .Set("$because", alert.ClearedBecause)
        .Queue();

    /// <summary>Takes note of an alert unless somebody has.</summary>
    public static Task<DriftAlert?> NoteAsync(SqlSession session, string id, string actor, string? reason, DateTimeOffset now)
    {
        session.Prepare(Acknowledge).Set("$id", id).Set("$actor", actor).Set("$reason", reason).Set("$now", now.ToTicks()).Queue();
        return FindAsync(session, id);
    }

    /// <summary>Ends the alerts of all other models.</summary>
    public static Task<int> EndOthersAsync(SqlSession session, IReadOnlyCollection<string> models, string because, DateTimeOffset now) =>
        session.Prepare(ClearOthers).SetList("$models", models).Set("$because", because).Set("$now", now.ToTicks()).ExecuteAsync();

    /// <summary>Drops alerts that ended long ago.</summary>
    public static void DropOld(SqlSession session, DateTimeOffset since) => session.Prepare(DeleteOld).Set("$since", since.ToTicks()).Queue();

    public static Task<DriftAlert?> FindAsync(SqlSession session, string id) => session.Prepare(FindOne).Set("$id", id).FirstOrDefaultAsync(Read);

    public static DriftAlert Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        ModelVersion = row.GetString(1),
        Subject = row.GetString(2),
        Level = (DriftSeverity)row.GetInt32(3),
        RaisedAt = row.Time(4),
        RaisedIn = row.GetInt64(5),
        SeenIn = row.GetInt64(6),
        Evidence = row.GetString(7),
        Advice = row.GetString(8),
        ClearedAt = row.TimeOrNull(9),
        ClearedBecause = row.Text(10),
        AcknowledgedAt = row.TimeOrNull(11),
        AcknowledgedBy = row.Text(12),
        AcknowledgedReason = row.Text(13),
    };

    /// <summary>Reads the number that orders alerts.</summary>
    public static long ReadNumber(DbDataReader row) => row.GetInt64(14);
}
