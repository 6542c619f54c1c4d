using System.Data.Common;
using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;

namespace Cluster.Catalog.Sql.Shadows;

/// <summary>Rows of what was counted of models.</summary>
internal static class StatisticsRows
{
    private static readonly SqlColumns<ScoringStatistics> Columns = new()
    {
        { "model_version", counts => counts.ModelVersion },
        { "answered_by", counts => counts.AnsweredBy },
        { "run_id", counts => counts.RunId },
        { "silo", counts => counts.Silo },
        { "state", counts => (long)counts.State },
        { "problem", counts => counts.Problem },
        { "requests", counts => counts.Requests },
        { "failed", counts => counts.Failed },
        { "dropped", counts => counts.Dropped },
        { "benched", counts => counts.Benched },
        { "unstored", counts => counts.Unstored },
        { "hangs", counts => counts.Hangs },
        { "predictions", counts => counts.Predictions },
        { "reviews", counts => counts.Reviews },
        { "answered_reviews", counts => counts.AnsweredReviews },
        { "latency", counts => counts.Latency.ToBytes() },
        { "started_at", counts => counts.StartedAt.ToTicks() },
        { "updated_at", counts => counts.UpdatedAt.ToTicks() },
    };

    private static readonly SqlInsert<ScoringStatistics> Put = new(
        "scoring_statistics", Columns, $"ON CONFLICT (model_version, answered_by, run_id) DO UPDATE SET {Columns.Excluded("model_version", "answered_by", "run_id", "silo", "started_at")}");

    public static readonly string FindAll = $"SELECT {Columns.Names} FROM scoring_statistics WHERE model_version = $model ORDER BY answered_by, run_id";

    /// <summary>Writes counts in place of what was there.</summary>
    public static Task PutAsync(SqlSession session, IReadOnlyCollection<ScoringStatistics> statistics) => session.InsertAsync(
        Put,
        [
            .. statistics.GroupBy(counts => (counts.ModelVersion, counts.AnsweredBy, counts.RunId)).Select(same => same.Last())
                .OrderBy(counts => counts.ModelVersion, StringComparer.Ordinal).ThenBy(counts => counts.AnsweredBy, StringComparer.Ordinal).ThenBy(counts => counts.RunId, StringComparer.Ordinal),
        ]);

    /// <summary>Reads a row of <see cref="FindAll"/>.</summary>
    public static ScoringStatistics Read(DbDataReader row) => new()
    {
        ModelVersion = row.GetString(0),
        AnsweredBy = row.GetString(1),
        RunId = row.GetString(2),
        Silo = row.GetString(3),
        State = (ShadowState)row.GetInt32(4),
        Problem = row.Text(5),
        Requests = row.GetInt64(6),
        Failed = row.GetInt64(7),
        Dropped = row.GetInt64(8),
        Benched = row.GetInt64(9),
        Unstored = row.GetInt64(10),
        Hangs = row.GetInt64(11),
        Predictions = row.GetInt64(12),
        Reviews = row.GetInt64(13),
        AnsweredReviews = row.GetInt64(14),
        Latency = LatencyHistogram.FromBytes((byte[])row.GetValue(15)),
        StartedAt = row.Time(16),
        UpdatedAt = row.Time(17),
    };
}
