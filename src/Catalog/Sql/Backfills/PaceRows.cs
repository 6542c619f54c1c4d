using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>When results came, as far as the chunks say.</summary>
internal static class PaceRows
{
    public const string FindStart = "SELECT job_no, started_at FROM backfill_job WHERE job_id = $job";

    // A chunk's results count at the time of the last one.
    private const string Count =
        "SELECT (c.worked_at - $since) / $width, CAST(SUM(c.tagged + c.unchanged + c.failed + c.planned) AS BIGINT) FROM backfill_chunk c"
        + " WHERE c.job_no = $no AND c.worked_at >= $since GROUP BY (c.worked_at - $since) / $width";

    // Of the last job that analysed anything the newest thousand chunks.
    private const string Cost =
        "SELECT CAST(COALESCE(SUM(r.tagged), 0) AS BIGINT), COALESCE(SUM(r.busy_seconds), 0.0), COALESCE(MIN(r.worked_at), 0), COALESCE(MAX(r.worked_at), 0) FROM"
        + " (SELECT c.tagged, c.busy_seconds, c.worked_at FROM backfill_chunk c WHERE c.job_no ="
        + " (SELECT n.job_no FROM backfill_chunk n WHERE n.busy_seconds > 0 ORDER BY n.worked_at DESC LIMIT 1)"
        + " AND c.worked_at IS NOT NULL AND c.busy_seconds > 0 ORDER BY c.worked_at DESC LIMIT 1000) r";

    public static async Task<JobPace?> FindAsync(SqlSession session, string jobId, DateTimeOffset now)
    {
        var job = await session.Prepare(FindStart).Set("$job", jobId)
            .FirstOrDefaultAsync(row => new StartedJob(row.GetInt64(0), row.TimeOrNull(1))).ConfigureAwait(false);
        if (job is null) return null;
        var width = JobPace.Span / JobPace.Count;
        var since = (now - JobPace.Span).ToTicks();
        var counts = (await session.Prepare(Count).Set("$no", job.No).Set("$since", since).Set("$width", width.Ticks)
            .ToListAsync(row => (Span: row.GetInt64(0), Items: row.GetInt64(1))).ConfigureAwait(false)).ToDictionary(row => row.Span, row => row.Items);

        // A result of this very moment belongs to the last span.
        var spans = Enumerable.Range(0, JobPace.Count).Select(span => counts.GetValueOrDefault(span) + (span == JobPace.Count - 1 ? counts.GetValueOrDefault(JobPace.Count) : 0));
        var lived = job.StartedAt is { } started ? (int)Math.Ceiling(Math.Max(0, (now - started) / width)) : 0;
        var cost = await session.Prepare(Cost).FirstOrDefaultAsync(row => row.GetInt64(0) == 0
            ? null
            : new WorkCost(row.GetInt64(0), row.GetDouble(1), TimeSpan.FromTicks(row.GetInt64(3) - row.GetInt64(2)))).ConfigureAwait(false);
        return new JobPace([.. spans.TakeLast(Math.Min(JobPace.Count, lived))], width, cost);
    }

    private sealed record StartedJob(long No, DateTimeOffset? StartedAt);
}
