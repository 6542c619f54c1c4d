using System.Data.Common;
using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Rows of schedules.</summary>
internal static class ScheduleRows
{
    private static readonly SqlColumns<BackfillSchedule> Columns = new()
    {
        { "schedule_id", schedule => schedule.Id },
        { "source", schedule => schedule.Spec.Backfill.Source },
        { "force", schedule => schedule.Spec.Backfill.Force ? 1L : 0L },
        { "priority", schedule => schedule.Spec.Backfill.Priority },
        { "rescore", schedule => schedule.Spec.Backfill.Rescore ? 1L : 0L },
        { "every", schedule => schedule.Spec.Every?.Ticks },
        { "watch_every", schedule => schedule.Spec.WatchEvery?.Ticks },
        { "window_start", schedule => schedule.Spec.WindowStart.Ticks },
        { "window_end", schedule => schedule.Spec.WindowEnd.Ticks },
        { "time_zone", schedule => schedule.Spec.TimeZone },
        { "state", schedule => (long)schedule.State },
        { "created_at", schedule => schedule.CreatedAt.ToTicks() },
        { "runs", schedule => schedule.Runs },
        { "job_id", schedule => schedule.JobId },
        { "changes_only", schedule => schedule.ChangesOnly ? 1L : 0L },
        { "full_due_at", schedule => schedule.FullDueAt?.ToTicks() },
        { "watched_at", schedule => schedule.WatchedAt?.ToTicks() },
        { "problem", schedule => schedule.Problem },
        { "version", schedule => schedule.Version },
    };

    private static readonly SqlInsert<BackfillSchedule> Insert = new("backfill_schedule", Columns, "ON CONFLICT (schedule_id) DO NOTHING");

    // One statement: whoever comes second finds another version and changes nothing.
    private const string Update =
        "UPDATE backfill_schedule SET version = version + 1, state = $state, runs = $runs, job_id = $job_id, changes_only = $changes_only, full_due_at = $full_due_at, watched_at = $watched_at,"
        + " problem = $problem WHERE schedule_id = $schedule_id AND version = $version";

    public static readonly string Find = $"SELECT {Columns.Names} FROM backfill_schedule WHERE schedule_id = $schedule";
    public static readonly string FindPage = $"SELECT {Columns.Names}, schedule_no FROM backfill_schedule WHERE schedule_no < $before ORDER BY schedule_no DESC LIMIT $limit";

    /// <summary>A schedule by its id; null when there is none.</summary>
    public static Task<BackfillSchedule?> FindAsync(SqlSession session, string id) => session.Prepare(Find).Set("$schedule", id).FirstOrDefaultAsync(Read);

    /// <summary>Adds a schedule unless its id is taken.</summary>
    public static async Task<BackfillSchedule> AddAsync(SqlSession session, BackfillSchedule schedule)
    {
        await session.InsertAsync(Insert, [schedule with { Version = 1 }]).ConfigureAwait(false);
        return (await FindAsync(session, schedule.Id).ConfigureAwait(false))!;
    }

    /// <summary>Stores what changed if the version is still the given one; false when it is not.</summary>
    public static async Task<bool> TrySaveAsync(SqlSession session, BackfillSchedule schedule) => await session.Prepare(Update)
        .Set("$schedule_id", schedule.Id).Set("$version", schedule.Version).Set("$state", (long)schedule.State).Set("$runs", schedule.Runs).Set("$job_id", schedule.JobId)
        .Set("$changes_only", schedule.ChangesOnly ? 1L : 0L).Set("$full_due_at", schedule.FullDueAt?.ToTicks()).Set("$watched_at", schedule.WatchedAt?.ToTicks())
        .Set("$problem", schedule.Problem).ExecuteAsync().ConfigureAwait(false) == 1;

    /// <summary>Reads a schedule.</summary>
    public static BackfillSchedule Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Spec = new ScheduleSpec
        {
            Backfill = new BackfillSpec { Source = row.GetString(1), Force = row.Flag(2), Priority = row.GetInt32(3), Rescore = row.Flag(4) },
            Every = Length(row, 5),
            WatchEvery = Length(row, 6),
            WindowStart = new TimeOnly(row.GetInt64(7)),
            WindowEnd = new TimeOnly(row.GetInt64(8)),
            TimeZone = row.GetString(9),
        },
        State = (ScheduleState)row.GetInt32(10),
        CreatedAt = row.Time(11),
        Runs = row.GetInt64(12),
        JobId = row.Text(13),
        ChangesOnly = row.Flag(14),
        FullDueAt = row.TimeOrNull(15),
        WatchedAt = row.TimeOrNull(16),
        Problem = row.Text(17),
        Version = row.GetInt64(18),
    };

    /// <summary>Reads the number that orders schedules.</summary>
    public static long ReadNumber(DbDataReader row) => row.GetInt64(19);

    private static TimeSpan? Length(DbDataReader row, int column) => row.IsDBNull(column) ? null : TimeSpan.FromTicks(row.GetInt64(column));
}
