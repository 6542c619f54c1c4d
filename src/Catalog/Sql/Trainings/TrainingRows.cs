using System.Data.Common;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;

namespace Cluster.Catalog.Sql.Trainings;

/// <summary>Rows of trainings.</summary>
internal static class TrainingRows
{
    private const string Columns =
        "training_id, state, trigger, actor, reason, champion, requested_at, started_at, finished_at, attempts, worker, model_version, labels, row_count, accuracy, macro_f1, problem, training_no";

    private const string Insert =
        "INSERT INTO training (training_id, state, trigger, actor, reason, champion, requested_at) VALUES ($id, 0, $trigger, $actor, $reason, $champion, $requested) ON CONFLICT DO NOTHING";

    private const string Take =
        "UPDATE training SET state = 1, worker = $worker, lease_until = $until, token = token + 1, attempts = attempts + 1, started_at = $now"
        + " WHERE training_no = $no RETURNING token";

    private const string GiveUp = "UPDATE training SET state = 3, finished_at = $now, lease_until = 0, problem = $problem WHERE training_no = $no";
    private const string Held = "training_id = $id AND token = $token AND state = 1";
    private const string Renew = $"UPDATE training SET lease_until = $until WHERE {Held}";
    private const string GiveBack = $"UPDATE training SET state = 0, lease_until = 0, attempts = attempts - 1 WHERE {Held}";

    private const string Finish =
        "UPDATE training SET state = $state, finished_at = $now, lease_until = 0, model_version = $model, labels = $labels, row_count = $rows, accuracy = $accuracy,"
        + $" macro_f1 = $f1, problem = $problem WHERE {Held}";

    public const string FindOne = $"SELECT {Columns} FROM training WHERE training_id = $id";
    public const string FindActive = $"SELECT {Columns} FROM training WHERE state < 2";
    public const string FindClaimable = "SELECT training_no, attempts, training_id FROM training t WHERE state < 2 AND lease_until <= $now";
    private const string ClaimFirst = FindClaimable + " <claim t>";
    public const string FindPage = $"SELECT {Columns} FROM training WHERE training_no < $before ORDER BY training_no DESC LIMIT $limit";

    /// <summary>Adds a training; the one of its id, or else the one under way, comes back.</summary>
    public static async Task<Training> AddAsync(SqlSession session, Training training)
    {
        session.Prepare(Insert)
            .Set("$id", training.Id).Set("$trigger", (long)training.Trigger).Set("$actor", training.Actor).Set("$reason", training.Reason)
            .Set("$champion", training.Champion).Set("$requested", training.RequestedAt.ToTicks())
            .Queue();
        return await FindAsync(session, training.Id).ConfigureAwait(false) ?? (await session.Prepare(FindActive).FirstOrDefaultAsync(Read).ConfigureAwait(false))!;
    }

    /// <summary>Takes the training that nobody holds.</summary>
    public static async Task<TrainingLease?> ClaimAsync(SqlSession session, string worker, TimeSpan lease, int mostAttempts, DateTimeOffset now)
    {
        var open = await session.Prepare(ClaimFirst).Set("$now", now.ToTicks())
            .FirstOrDefaultAsync(row => (No: row.GetInt64(0), Attempts: row.GetInt32(1), Id: row.GetString(2))).ConfigureAwait(false);
        if (open.Id is null) return null;
        if (open.Attempts >= mostAttempts)
        {
            session.Prepare(GiveUp).Set("$no", open.No).Set("$now", now.ToTicks())
                .Set("$problem", $"Given up: {open.Attempts} silos took it and fell silent, the last time without a word. Their memory may not suffice.").Queue();
            return null;
        }

        var token = await session.Prepare(Take).Set("$no", open.No).Set("$worker", worker).Set("$until", (now + lease).ToTicks()).Set("$now", now.ToTicks())
            .FirstOrDefaultAsync(row => row.GetInt64(0)).ConfigureAwait(false);
        return new TrainingLease((await FindAsync(session, open.Id).ConfigureAwait(false))!, token, lease);
    }

    public static async Task<bool> TryRenewAsync(SqlSession session, TrainingLease lease, DateTimeOffset now) =>
        await session.Prepare(Renew).Set("$id", lease.Training.Id).Set("$token", lease.Token).Set("$until", (now + lease.Duration).ToTicks()).ExecuteAsync().ConfigureAwait(false) == 1;

    public static void Release(SqlSession session, TrainingLease lease) => session.Prepare(GiveBack).Set("$id", lease.Training.Id).Set("$token", lease.Token).Queue();

    public static async Task<bool> TryFinishAsync(SqlSession session, TrainingLease lease, Training result, DateTimeOffset now) => await session.Prepare(Finish)
        .Set("$id", lease.Training.Id)
        .Set("$token", lease.Token)
        .Set("$now", now.ToTicks())
        .Set("$state", (long)result.State)
        .Set("$model", result.ModelVersion)
        .Set("$labels", result.Labels)
        .Set("$rows", result.Rows)
        .Set("$accuracy", result.Accuracy)
        .Set("$f1", result.MacroF1)
        .Set("$problem", result.Problem)
        .ExecuteAsync().ConfigureAwait(false) == 1;

    public static Task<Training?> FindAsync(SqlSession session, string id) => session.Prepare(FindOne).Set("$id", id).FirstOrDefaultAsync(Read);

    public static Training Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        State = (TrainingState)row.GetInt32(1),
        Trigger = (TrainingTrigger)row.GetInt32(2),
        Actor = row.GetString(3),
        Reason = row.GetString(4),
        Champion = row.GetString(5),
        RequestedAt = row.Time(6),
        StartedAt = row.TimeOrNull(7),
        FinishedAt = row.TimeOrNull(8),
        Attempts = row.GetInt32(9),
        Worker = row.Text(10),
        ModelVersion = row.Text(11),
        Labels = row.IsDBNull(12) ? null : row.GetInt64(12),
        Rows = row.IsDBNull(13) ? null : row.GetInt64(13),
        Accuracy = row.IsDBNull(14) ? null : row.GetDouble(14),
        MacroF1 = row.IsDBNull(15) ? null : row.GetDouble(15),
        Problem = row.Text(16),
    };

    /// <summary>Reads the number that orders trainings.</summary>
    public static long ReadNumber(DbDataReader row) => row.GetInt64(17);
}
