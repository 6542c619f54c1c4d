using System.Data.Common;
using System.Text.Json;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;

namespace Cluster.Catalog.Sql.Replays;

/// <summary>Replays on a database. States 0 and 1 are those of a replay that is not over.</summary>
internal sealed class ReplayStore(ISqlReads reads, ISqlWrites writes) : IReplayStore
{
    public const string FindOne =
        "SELECT model_version, replay_id, champion, sample, least_fall, greatest_fall, state, created_at, started_at, finished_at, tracks, of_tracks, clips, missing, error, result"
        + " FROM model_replay WHERE model_version = $version";

    private const string Start =
        "INSERT INTO model_replay (model_version, replay_id, champion, sample, least_fall, greatest_fall, state, created_at)"
        + " VALUES ($version, $id, $champion, $sample, $least, $greatest, 0, $created)"
        + " ON CONFLICT (model_version) DO UPDATE SET replay_id = excluded.replay_id, champion = excluded.champion, sample = excluded.sample, least_fall = excluded.least_fall,"
        + " greatest_fall = excluded.greatest_fall, state = 0, run = 0, created_at = excluded.created_at, started_at = NULL, finished_at = NULL, tracks = 0, of_tracks = NULL, clips = 0,"
        + " missing = 0, error = NULL, result = NULL WHERE model_replay.state > 1 AND model_replay.replay_id <> excluded.replay_id";

    private const string Begin =
        "UPDATE model_replay SET state = 1, run = run + 1, started_at = $at, tracks = 0, of_tracks = NULL, clips = 0, missing = 0"
        + " WHERE model_version = $version AND replay_id = $id AND state <= 1 RETURNING run";

    private const string Mine = " WHERE model_version = $version AND replay_id = $id AND run = $run AND state = 1";
    private const string Report = "UPDATE model_replay SET tracks = $tracks, of_tracks = $of, clips = $clips, missing = $missing" + Mine;

    private const string Finish =
        "UPDATE model_replay SET state = $state, finished_at = $at, tracks = $tracks, of_tracks = $of, clips = $clips, missing = $missing, error = $error, result = $result" + Mine;

    private const string Cancel = "UPDATE model_replay SET state = 3, finished_at = $at WHERE model_version = $version AND state <= 1";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc/>
    public Task<StoredReplay?> FindAsync(string version, CancellationToken cancellationToken) => reads.RunSingleAsync(session => FindAsync(session, version), cancellationToken);

    /// <inheritdoc/>
    public Task<Replay> StartAsync(Replay replay, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            await session.Prepare(Start).Set("$version", replay.Version).Set("$id", replay.Id).Set("$champion", replay.Champion).Set("$sample", replay.Spec.Sample)
                .Set("$least", replay.Spec.LeastFall).Set("$greatest", replay.Spec.GreatestFall).Set("$created", replay.CreatedAt.ToTicks()).ExecuteAsync().ConfigureAwait(false);
            return (await FindAsync(session, replay.Version).ConfigureAwait(false))!.Replay;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> BeginAsync(string version, string id, DateTimeOffset at, CancellationToken cancellationToken) => writes.RunAsync(
        session => session.Prepare(Begin).Set("$version", version).Set("$id", id).Set("$at", at.ToTicks()).FirstOrDefaultAsync(row => (long?)row.GetInt64(0)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReportAsync(ReplayRun run, ReplayProgress progress, CancellationToken cancellationToken) => writes.RunAsync(
        async session => await Set(session.Prepare(Report), run, progress).ExecuteAsync().ConfigureAwait(false) > 0, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FinishAsync(ReplayRun run, ReplayEnd end, CancellationToken cancellationToken)
    {
        var result = end.Result is null ? null : JsonSerializer.Serialize(new Found(end.Result, end.Comparison), Json);
        return writes.RunAsync(
            async session => await Set(session.Prepare(Finish), run, end.Progress).Set("$state", (long)end.State).Set("$at", end.At.ToTicks()).Set("$error", end.Error).Set("$result", result)
                .ExecuteAsync().ConfigureAwait(false) > 0,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Replay?> CancelAsync(string version, DateTimeOffset at, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            await session.Prepare(Cancel).Set("$version", version).Set("$at", at.ToTicks()).ExecuteAsync().ConfigureAwait(false);
            return (await FindAsync(session, version).ConfigureAwait(false))?.Replay;
        },
        cancellationToken);

    private static Task<StoredReplay?> FindAsync(SqlSession session, string version) => session.Prepare(FindOne).Set("$version", version).FirstOrDefaultAsync(Read);

    private static SqlStatement Set(SqlStatement statement, ReplayRun run, ReplayProgress progress) => statement
        .Set("$version", run.Version)
        .Set("$id", run.Id)
        .Set("$run", run.Number)
        .Set("$tracks", progress.Tracks)
        .Set("$of", progress.OfTracks)
        .Set("$clips", progress.Clips)
        .Set("$missing", progress.Missing);

    private static StoredReplay Read(DbDataReader row)
    {
        var replay = new Replay
        {
            Version = row.GetString(0),
            Id = row.GetString(1),
            Champion = row.GetString(2),
            Spec = new ReplaySpec(row.Number(3), row.GetDouble(4), row.GetDouble(5)),
            State = (ReplayState)row.GetInt32(6),
            CreatedAt = row.Time(7),
            StartedAt = row.TimeOrNull(8),
            FinishedAt = row.TimeOrNull(9),
            Progress = new ReplayProgress(row.GetInt64(10), row.IsDBNull(11) ? null : row.GetInt64(11), row.GetInt64(12), row.GetInt64(13)),
            Error = row.Text(14),
        };
        var found = row.Text(15) is { } result ? JsonSerializer.Deserialize<Found>(result, Json) : null;
        return new StoredReplay(replay, found?.Result, found?.Comparison);
    }

    private sealed record Found(ReplayResult Result, ComparisonView? Comparison);
}
