using System.Data.Common;
using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Rows of jobs, with the counts of their chunks.</summary>
internal static class JobRows
{
    public const string SpecColumns = "j.source, j.force, j.dry_run, j.priority, j.rescore, j.schedule_id, j.changes_only";

    /// <summary>The number of <see cref="SpecColumns"/>.</summary>
    private const int SpecCount = 7;

    private const string Insert =
        "INSERT INTO backfill_job (job_id, source, force, dry_run, priority, rescore, schedule_id, changes_only, state, created_at, started_at, finished_at, error)"
        + " VALUES ($job, $source, $force, $dry, $priority, $rescore, $schedule, $changes, $state, $created, $started, $finished, $error) ON CONFLICT (job_id) DO NOTHING";

    // A job that ended holds no listing: whoever retries it need not wait for a lease to run out.
    private const string UpdateState =
        "UPDATE backfill_job SET state = $state, started_at = $started, finished_at = $finished, error = $error,"
        + " listing_worker = CASE WHEN $finished IS NULL THEN listing_worker END,"
        + " listing_until = CASE WHEN $finished IS NULL THEN listing_until ELSE 0 END WHERE job_id = $job";

    private const string Select =
        $"SELECT j.job_id, {SpecColumns}, j.state, j.listed, j.created_at, j.started_at, j.finished_at, j.error, j.job_no,"
        + " CAST(j.swept_items + COALESCE(SUM(c.last_number - c.first_number + 1), 0) AS BIGINT), CAST(j.swept_tagged + COALESCE(SUM(c.tagged), 0) AS BIGINT), CAST(j.swept_unchanged + COALESCE(SUM(c.unchanged), 0) AS BIGINT),"
        + " CAST(COALESCE(SUM(c.failed), 0) AS BIGINT), CAST(j.swept_out_of_domain + COALESCE(SUM(c.out_of_domain), 0) AS BIGINT),"
        + " CAST(j.swept_accepted + COALESCE(SUM(c.accepted), 0) AS BIGINT), CAST(j.swept_top_two + COALESCE(SUM(c.top_two), 0) AS BIGINT), CAST(j.swept_left_review + COALESCE(SUM(c.left_review), 0) AS BIGINT),"
        + " j.swept_audio_seconds + COALESCE(SUM(c.audio_seconds), 0.0) FROM backfill_job j LEFT JOIN backfill_chunk c ON c.job_no = j.job_no";

    public const string FindOne = Select + " WHERE j.job_id = $job GROUP BY j.job_no";
    public const string FindActive = Select + " WHERE j.state IN (0, 1) GROUP BY j.job_no ORDER BY j.job_no";
    public const string FindPage = Select + " WHERE j.job_no < $before GROUP BY j.job_no ORDER BY j.job_no DESC LIMIT $limit";

    private const string Lock = "SELECT state FROM backfill_job j WHERE job_id = $job <lock j>";

    /// <summary>Adds a job unless its id is taken.</summary>
    public static void Add(SqlSession session, BackfillJob job) => session.Prepare(Insert)
        .Set("$job", job.Id)
        .Set("$source", job.Spec.Source)
        .Set("$force", job.Spec.Force ? 1L : 0L)
        .Set("$dry", job.Spec.DryRun ? 1L : 0L)
        .Set("$priority", job.Spec.Priority)
        .Set("$rescore", job.Spec.Rescore ? 1L : 0L)
        .Set("$schedule", job.Spec.ScheduleId)
        .Set("$changes", job.Spec.ChangesOnly ? 1L : 0L)
        .Set("$state", (long)job.State)
        .Set("$created", job.CreatedAt.ToTicks())
        .Set("$started", job.StartedAt?.ToTicks())
        .Set("$finished", job.FinishedAt?.ToTicks())
        .Set("$error", job.Error)
        .Queue();

    /// <summary>A job by its id; null when there is none.</summary>
    public static Task<BackfillJob?> FindAsync(SqlSession session, string jobId) => session.Prepare(FindOne).Set("$job", jobId).FirstOrDefaultAsync(Read);

    /// <summary>Changes a job's state if it is one of <paramref name="from"/>, and the times that follow from it.</summary>
    public static async Task<BackfillJob?> TransitionAsync(
        SqlSession session, string jobId, IReadOnlyCollection<JobState> from, JobState to, string? error, DateTimeOffset now)
    {
        if (!await session.Prepare(Lock).Set("$job", jobId).AnyAsync().ConfigureAwait(false)) return null;
        var job = (await FindAsync(session, jobId).ConfigureAwait(false))!;
        if (!from.Contains(job.State) || job.State == to) return job;
        var changed = job with
        {
            State = to,
            Error = error,
            StartedAt = to == JobState.Running ? job.StartedAt ?? now : job.StartedAt,
            FinishedAt = IsFinal(to) ? now : null,
        };
        session.Prepare(UpdateState)
            .Set("$job", jobId)
            .Set("$state", (long)to)
            .Set("$started", changed.StartedAt?.ToTicks())
            .Set("$finished", changed.FinishedAt?.ToTicks())
            .Set("$error", error)
            .Queue();
        return changed;
    }

    /// <summary>Reads <see cref="SpecColumns"/> from <paramref name="at"/> on.</summary>
    public static BackfillSpec ReadSpec(DbDataReader reader, int at) => new()
    {
        Source = reader.GetString(at),
        Force = reader.Flag(at + 1),
        DryRun = reader.Flag(at + 2),
        Priority = reader.GetInt32(at + 3),
        Rescore = reader.Flag(at + 4),
        ScheduleId = reader.Text(at + 5),
        ChangesOnly = reader.Flag(at + 6),
    };

    /// <summary>Reads a job.</summary>
    public static BackfillJob Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Spec = ReadSpec(reader, 1),
        State = (JobState)reader.GetInt32(SpecCount + 1),
        Listed = reader.Flag(SpecCount + 2),
        CreatedAt = reader.Time(SpecCount + 3),
        StartedAt = reader.TimeOrNull(SpecCount + 4),
        FinishedAt = reader.TimeOrNull(SpecCount + 5),
        Error = reader.Text(SpecCount + 6),
        Counts = new JobCounts(
            reader.GetInt64(SpecCount + 8), reader.GetInt64(SpecCount + 9), reader.GetInt64(SpecCount + 10), reader.GetInt64(SpecCount + 11), reader.GetInt64(SpecCount + 12)),
        Decisions = new JobDecisions(reader.GetInt64(SpecCount + 13), reader.GetInt64(SpecCount + 14), reader.GetInt64(SpecCount + 15)),
        AudioSeconds = reader.GetDouble(SpecCount + 16),
    };

    /// <summary>Reads the number that orders jobs.</summary>
    public static long ReadNumber(DbDataReader reader) => reader.GetInt64(SpecCount + 7);

    private static bool IsFinal(JobState state) => state is JobState.Completed or JobState.CompletedWithErrors or JobState.Cancelled or JobState.Failed;
}
