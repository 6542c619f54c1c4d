using System.Data.Common;
using Cluster.Catalog.Traffic;

namespace Cluster.Catalog.Sql.Traffic;

/// <summary>Traffic of model versions on a database.</summary>
internal sealed class TrafficStore(ISqlReads reads, ISqlWrites writes) : ITrafficStore
{
    public const string FindCells =
        "SELECT requests, errors, slow, predictions, reviews, interactive, bulk FROM model_traffic WHERE model_version = $version AND revision >= $revision AND from_time >= $since";

    // Verdict 1: incorrect.
    public const string FindVerdicts =
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN verdict = 1 THEN 1 ELSE 0 END), 0) FROM (SELECT verdict,"
        + " ROW_NUMBER() OVER (PARTITION BY track_id, start_us, duration_us ORDER BY feedback_no DESC) AS place"
        + " FROM feedback WHERE model_version = $version AND created_at >= $since AND undone_at IS NULL) AS standing WHERE place = 1";

    private const string Put =
        "INSERT INTO model_traffic (model_version, revision, from_time, silo, requests, errors, slow, predictions, reviews, interactive, bulk)"
        + " VALUES ($version, $revision, $from, $silo, $requests, $errors, $slow, $predictions, $reviews, $interactive, $bulk)"
        + " ON CONFLICT (model_version, revision, from_time, silo) DO UPDATE SET requests = excluded.requests, errors = excluded.errors, slow = excluded.slow,"
        + " predictions = excluded.predictions, reviews = excluded.reviews, interactive = excluded.interactive, bulk = excluded.bulk";

    private const string Forget = "DELETE FROM model_traffic WHERE from_time < $before";

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyCollection<TrafficCell> cells, CancellationToken cancellationToken) => writes.RunAsync(
        session =>
        {
            foreach (var cell in cells) Set(session.Prepare(Put), cell).Queue();
            return Task.FromResult(cells.Count);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<TrafficCounts> SumAsync(string modelVersion, long sinceRevision, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var cells = await reads.RunSingleAsync(
            session => session.Prepare(FindCells).Set("$version", modelVersion).Set("$revision", sinceRevision).Set("$since", since.ToTicks()).ToListAsync(Read),
            cancellationToken).ConfigureAwait(false);
        return cells.Aggregate(TrafficCounts.None, (sum, counts) => sum.Plus(counts));
    }

    /// <inheritdoc/>
    public async Task<VerdictCounts> CountVerdictsAsync(string modelVersion, DateTimeOffset since, CancellationToken cancellationToken) => (await reads.RunSingleAsync(
        session => session.Prepare(FindVerdicts).Set("$version", modelVersion).Set("$since", since.ToTicks())
            .FirstOrDefaultAsync(row => new VerdictCounts(row.GetInt64(0), row.GetInt64(1))),
        cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        writes.RunAsync(session => session.Prepare(Forget).Set("$before", before.ToTicks()).ExecuteAsync(), cancellationToken);

    private static SqlStatement Set(SqlStatement put, TrafficCell cell) => put
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

    private static TrafficCounts Read(DbDataReader row) => new()
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
