using Cluster.Catalog.Traffic;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Traffic;

/// <summary>Traffic of model versions on SQLite.</summary>
internal sealed class SqliteTrafficStore(SqliteReaders readers, SqliteWriter writer) : ITrafficStore
{
    public const string FindCells =
        "SELECT requests, errors, slow, predictions, reviews, interactive, bulk FROM model_traffic WHERE model_version = $version AND revision >= $revision AND from_time >= $since";

    // The other column of a group with a maximum is that of the row that has it. Verdict 1: incorrect.
    public const string FindVerdicts =
        "SELECT COUNT(*), COALESCE(SUM(verdict = 1), 0) FROM (SELECT verdict, MAX(feedback_no) FROM feedback WHERE model_version = $version AND created_at >= $since AND undone_at IS NULL"
        + " GROUP BY track_id, start_us, duration_us)";

    private const string Put =
        "INSERT INTO model_traffic (model_version, revision, from_time, silo, requests, errors, slow, predictions, reviews, interactive, bulk)"
        + " VALUES ($version, $revision, $from, $silo, $requests, $errors, $slow, $predictions, $reviews, $interactive, $bulk)"
        + " ON CONFLICT (model_version, revision, from_time, silo) DO UPDATE SET requests = excluded.requests, errors = excluded.errors, slow = excluded.slow,"
        + " predictions = excluded.predictions, reviews = excluded.reviews, interactive = excluded.interactive, bulk = excluded.bulk";

    private const string Forget = "DELETE FROM model_traffic WHERE from_time < $before";

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyCollection<TrafficCell> cells, CancellationToken cancellationToken) => writer.RunAsync(
        session =>
        {
            var put = session.Prepare(Put);
            foreach (var cell in cells) Set(put, cell).Execute();
            return cells.Count;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<TrafficCounts> SumAsync(string modelVersion, long sinceRevision, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var cells = await readers.RunAsync(
            session => session.Prepare(FindCells).Set("$version", modelVersion).Set("$revision", sinceRevision).Set("$since", since.ToTicks()).ToList(Read),
            cancellationToken).ConfigureAwait(false);
        return cells.Aggregate(TrafficCounts.None, (sum, counts) => sum.Plus(counts));
    }

    /// <inheritdoc/>
    public Task<VerdictCounts> CountVerdictsAsync(string modelVersion, DateTimeOffset since, CancellationToken cancellationToken) => readers.RunAsync(
        session => session.Prepare(FindVerdicts).Set("$version", modelVersion).Set("$since", since.ToTicks())
            .FirstOrDefault(row => new VerdictCounts(row.GetInt64(0), row.GetInt64(1)))!,
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Prepare(Forget).Set("$before", before.ToTicks()).Execute(), cancellationToken);

    private static SqliteStatement Set(SqliteStatement put, TrafficCell cell) => put
        .Set("$version", cell.ModelVersion)
        .Set("$revision", cell.Revision)
        .Set("$from", cell.From.ToTicks())
        .Set("$silo", cell.Silo)
        .Set("$requests", cell.Counts.Requests)
        .Set("$errors", cell.Counts.Errors)
        .Set("$slow", cell.Counts.Slow)
        .Set("$predictions", cell.Counts.Predictions)
        .Set("$reviews", cell.Counts.Reviews)
        .Set("$interactive", cell.Counts.Interactive.ToString())
        .Set("$bulk", cell.Counts.Bulk.ToString());

    private static TrafficCounts Read(SqliteDataReader row) => new()
    {
        Requests = row.GetInt64(0),
        Errors = row.GetInt64(1),
        Slow = row.GetInt64(2),
        Predictions = row.GetInt64(3),
        Reviews = row.GetInt64(4),
        Interactive = LatencyHistogram.Parse(row.GetString(5)),
        Bulk = LatencyHistogram.Parse(row.GetString(6)),
    };
}
