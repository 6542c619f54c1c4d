using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sql.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Leases on chunks, and what their holders commit.</summary>
internal static class ChunkRows
{
    // A chunk that a dead worker held, or did once.
    private const string Wanted = "($suspects = 1 OR (c.losses = 0 AND c.worker IS NULL))";

    // The join's order is fixed: each job's first chunk that is open and free ends the search.
    public const string FindClaimable =
        $"SELECT 1 FROM backfill_job j <inner join> backfill_chunk c ON c.job_no = j.job_no WHERE j.state = 1 AND c.complete = 0 AND c.lease_until <= $now AND {Wanted} LIMIT 1";

    // Of jobs that are equally urgent the one whose chunks fewest workers hold comes first: they share the workers, however long their queues are.
    public const string FindJobs =
        $"SELECT j.job_no, j.job_id, {JobRows.SpecColumns}, (SELECT COUNT(*) FROM backfill_chunk h WHERE h.job_no = j.job_no AND h.worker IS NOT NULL) AS held"
        + " FROM backfill_job j WHERE j.state = 1 ORDER BY j.priority DESC, held, j.job_no";

    public const string FindFree =
        "SELECT c.chunk_id, c.first_number, c.last_number, c.losses, c.alone, CASE WHEN c.worker IS NULL THEN NULL ELSE c.handed_to END"
        + $" FROM backfill_chunk c WHERE c.job_no = $no AND c.complete = 0 AND c.lease_until <= $now AND {Wanted} ORDER BY c.chunk_id LIMIT 1";

    private const string ClaimFree = FindFree + " <claim c>";

    private const string Take =
        "UPDATE backfill_chunk SET token = token + 1, worker = $worker, lease_until = $until, losses = $losses, alone = $alone, handed_to = $handed"
        + " WHERE job_no = $no AND chunk_id = $chunk RETURNING token";

    private const string Suspect =
        "UPDATE backfill_item SET attempts = attempts + 1 WHERE job_no = $no AND number BETWEEN $first AND $last AND state = 0 RETURNING number";

    private const string GiveUp = "UPDATE backfill_item SET state = 3, error = $error WHERE job_no = $no AND number = $number";

    public const string FindPending =
        "SELECT number, item, path, track_id, title, artist, album, source, genre, year, attempts FROM backfill_item"
        + " WHERE job_no = $no AND number BETWEEN $first AND $last AND state = 0 ORDER BY number";

    public const string FindHeld =
        "SELECT j.job_no, j.state, c.first_number, c.last_number FROM backfill_job j JOIN backfill_chunk c ON c.job_no = j.job_no"
        + " WHERE j.job_id = $job AND c.chunk_id = $chunk AND c.token = $token AND c.worker IS NOT NULL";

    private const string LockHeld = FindHeld + " <lock c>";

    private const string Extend = "UPDATE backfill_chunk SET lease_until = $until WHERE job_no = $no AND chunk_id = $chunk";
    private const string GiveBack = "UPDATE backfill_chunk SET worker = NULL, lease_until = 0 WHERE job_no = $no AND chunk_id = $chunk";

    // The range keeps the planner on the primary key: a list alone may look like more work than all items of a job that it knows nothing of.
    public const string FindUnfinished = "SELECT number, track_id FROM backfill_item WHERE job_no = $no AND number BETWEEN $first AND $last AND number <in $numbers> AND state = 0";

    private const string FinishItems = "UPDATE backfill_item SET state = $state, error = $error, attempts = attempts + $tries WHERE job_no = $no AND number BETWEEN $first AND $last AND number <in $numbers>";

    private const string Count =
        "UPDATE backfill_chunk SET tagged = tagged + $tagged, unchanged = unchanged + $unchanged, failed = failed + $failed, planned = planned + $planned,"
        + " out_of_domain = out_of_domain + $outside, accepted = accepted + $accepted, top_two = top_two + $two, left_review = left_review + $review,"
        + " audio_seconds = audio_seconds + $seconds, busy_seconds = busy_seconds + $busy, worked_at = COALESCE($at, worked_at),"
        + " complete = CASE WHEN tagged + unchanged + failed + planned + $done = last_number - first_number + 1 THEN 1 ELSE 0 END"
        + " WHERE job_no = $no AND chunk_id = $chunk RETURNING complete";

    // Chunks that are complete are not read: what a long job has done already costs nothing here.
    public const string SumPending =
        "SELECT CAST(COALESCE(SUM(c.last_number - c.first_number + 1 - c.tagged - c.unchanged - c.failed - c.planned), 0) AS BIGINT)"
        + " FROM backfill_job j <inner join> backfill_chunk c ON c.job_no = j.job_no WHERE j.state IN (0, 1) AND c.complete = 0";

    private const string FindFailed = "SELECT chunk_id, first_number, last_number FROM backfill_chunk c WHERE job_no = $no AND failed > 0 ORDER BY chunk_id <lock c>";

    private const string ReopenItems =
        "UPDATE backfill_item SET state = 0, error = NULL WHERE job_no = $no AND number BETWEEN $first AND $last AND state = 3 AND fault = 0";

    private const string ReopenChunk = "UPDATE backfill_chunk SET failed = failed - $count, complete = 0 WHERE job_no = $no AND chunk_id = $chunk";

    /// <summary>Takes a chunk that nobody holds: of the most urgent job, and there the first.</summary>
    public static async Task<ChunkLease?> ClaimAsync(SqlSession session, string workerId, TimeSpan lease, bool suspects, DateTimeOffset now)
    {
        var jobs = await session.Prepare(FindJobs).ToListAsync(row => new RunningJob(row.GetInt64(0), row.GetString(1), JobRows.ReadSpec(row, 2))).ConfigureAwait(false);
        foreach (var job in jobs)
        {
            while (await FreeAsync(session, job.No, suspects, now).ConfigureAwait(false) is { } chunk)
            {
                var judged = chunk.HandedTo is { } last ? await SuspectAsync(session, job.No, chunk, last).ConfigureAwait(false) : chunk with { Alone = 0 };
                var pending = await PendingAsync(session, job.No, chunk).ConfigureAwait(false);
                if (pending.Count == 0) continue;
                var items = pending.GetRange(0, PoisonRules.Window(pending.Count, judged.Losses));
                var token = await session.Prepare(Take)
                    .Set("$no", job.No).Set("$chunk", chunk.Id).Set("$worker", workerId).Set("$until", (now + lease).ToTicks())
                    .Set("$losses", judged.Losses).Set("$alone", judged.Alone).Set("$handed", items[^1].Number)
                    .FirstOrDefaultAsync(row => row.GetInt64(0)).ConfigureAwait(false);
                return new ChunkLease(job.Id, job.Spec, chunk.Id, token, items);
            }
        }

        return null;
    }

    private static Task<FreeChunk?> FreeAsync(SqlSession session, long job, bool suspects, DateTimeOffset now) => session.Prepare(ClaimFree).Set("$no", job).Set("$now", now.ToTicks()).Set("$suspects", suspects ? 1L : 0L)
        .FirstOrDefaultAsync(row => new FreeChunk(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetInt64(5)));

    private static Task<List<PendingItem>> PendingAsync(SqlSession session, long job, FreeChunk chunk) => session.Prepare(FindPending)
        .Set("$no", job).Set("$first", chunk.First).Set("$last", chunk.Last)
        .ToListAsync(row => new PendingItem(
            row.GetInt64(0), new ListedItem(row.GetString(1), row.GetString(2), row.GetString(3), TrackColumns.ReadMetadata(row, 4)), row.GetInt32(10)));

    // The last worker is gone without giving the chunk back: what it held is under suspicion.
    private static async Task<FreeChunk> SuspectAsync(SqlSession session, long job, FreeChunk chunk, long last)
    {
        var suspects = await session.Prepare(Suspect).Set("$no", job).Set("$first", chunk.First).Set("$last", last)
            .ToListAsync(row => row.GetInt64(0)).ConfigureAwait(false);

        // It died with all results committed: no item is to blame.
        if (suspects.Count == 0) return chunk with { Alone = 0 };
        var alone = suspects.Count == 1 ? chunk.Alone + 1 : 0;
        if (alone < PoisonRules.MaxAlone) return chunk with { Losses = chunk.Losses + 1, Alone = alone };
        session.Prepare(GiveUp).Set("$no", job).Set("$number", suspects[0]).Set("$error", PoisonRules.Reason).Queue();
        await CountAsync(session, job, chunk.Id, [new ItemResult(suspects[0], ItemState.Failed, null, null, 0, null)], null).ConfigureAwait(false);
        return chunk with { Losses = 0, Alone = 0 };
    }

    /// <summary>Renews a lease; null when it is lost.</summary>
    public static async Task<JobState?> RenewAsync(SqlSession session, ChunkLease lease, DateTimeOffset until)
    {
        if (await HeldAsync(session, lease).ConfigureAwait(false) is not { } chunk) return null;
        session.Prepare(Extend).Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Set("$until", until.ToTicks()).Queue();
        return chunk.State;
    }

    /// <summary>Gives a chunk back; one that is not held with this lease is left as it is.</summary>
    public static async Task ReleaseAsync(SqlSession session, ChunkLease lease)
    {
        if (await HeldAsync(session, lease).ConfigureAwait(false) is { } chunk) session.Prepare(GiveBack).Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Queue();
    }

    /// <summary>Writes results, the items' states and the chunk's counters; null when the lease is lost.</summary>
    /// <exception cref="ArgumentException">A result is of no item of the chunk, of another track, or has no final state.</exception>
    public static async Task<JobState?> CommitAsync(SqlSession session, ChunkLease lease, IReadOnlyList<ItemResult> results, DateTimeOffset now)
    {
        if (await HeldAsync(session, lease).ConfigureAwait(false) is not { } chunk) return null;
        foreach (var result in results) Check(result, chunk);
        var unfinished = (await session.Prepare(FindUnfinished).Set("$no", chunk.No).Set("$first", chunk.First).Set("$last", chunk.Last).SetList("$numbers", [.. results.Select(result => result.Number)])
            .ToListAsync(row => (Number: row.GetInt64(0), Track: row.GetString(1))).ConfigureAwait(false)).ToDictionary(row => row.Number, row => row.Track);

        // One that has its result is passed over: a repeated commit changes nothing.
        var finished = new List<ItemResult>(results.Count);
        foreach (var result in results)
        {
            if (!unfinished.Remove(result.Number, out var track)) continue;
            if (result.Track is not null && result.Track.TrackId != track) throw new ArgumentException($"Item {result.Number} is track '{track}', not '{result.Track.TrackId}'.");
            finished.Add(result);
        }

        foreach (var same in finished.GroupBy(result => (result.State, result.Tries, Error: result.State == ItemState.Failed ? result.Error : null)))
        {
            session.Prepare(FinishItems)
                .Set("$no", chunk.No).Set("$first", chunk.First).Set("$last", chunk.Last).SetList("$numbers", [.. same.Select(result => result.Number)]).Set("$state", (long)same.Key.State).Set("$tries", same.Key.Tries).Set("$error", same.Key.Error)
                .Queue();
        }

        await TrackRows.MergeAsync(session, [.. finished.Select(result => result.Track).OfType<Track>()]).ConfigureAwait(false);
        await FeatureRows.PutAsync(session, finished.Select(result => result.Content).OfType<AnalysedContent>(), now).ConfigureAwait(false);
        await CountAsync(session, chunk.No, lease.ChunkId, finished, now).ConfigureAwait(false);
        return chunk.State;
    }

    private static async Task CountAsync(SqlSession session, long job, long chunk, List<ItemResult> finished, DateTimeOffset? workedAt)
    {
        var predictions = finished.Select(result => result.Tag).OfType<Prediction>().ToList();
        var complete = await session.Prepare(Count)
            .Set("$no", job).Set("$chunk", chunk).Set("$done", finished.Count)
            .Set("$seconds", finished.Sum(result => result.AudioSeconds)).Set("$busy", finished.Sum(result => result.BusySeconds)).Set("$at", workedAt?.ToTicks())
            .Set("$tagged", finished.Count(result => result.State == ItemState.Tagged)).Set("$unchanged", finished.Count(result => result.State == ItemState.Unchanged))
            .Set("$failed", finished.Count(result => result.State == ItemState.Failed)).Set("$planned", finished.Count(result => result.State == ItemState.Planned))
            .Set("$outside", predictions.Count(prediction => prediction.Reason == ReviewReason.OutOfDomain))
            .Set("$accepted", predictions.Count(prediction => prediction.Decision == TagDecision.Tagged))
            .Set("$two", predictions.Count(prediction => prediction.Decision == TagDecision.TopTwo))
            .Set("$review", predictions.Count(prediction => prediction.Decision == TagDecision.Review))
            .FirstOrDefaultAsync(row => row.Flag(0)).ConfigureAwait(false);
        if (complete) session.Prepare(GiveBack).Set("$no", job).Set("$chunk", chunk).Queue();
    }

    /// <summary>Makes a job's failed items pending, except those that the source itself is to blame for; returns their number.</summary>
    public static async Task<long> ReopenAsync(SqlSession session, long job)
    {
        var total = 0L;
        var failed = await session.Prepare(FindFailed).Set("$no", job).ToListAsync(row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))).ConfigureAwait(false);
        foreach (var (chunk, first, last) in failed)
        {
            var count = await session.Prepare(ReopenItems).Set("$no", job).Set("$first", first).Set("$last", last).ExecuteAsync().ConfigureAwait(false);
            if (count > 0) session.Prepare(ReopenChunk).Set("$no", job).Set("$chunk", chunk).Set("$count", count).Queue();
            total += count;
        }

        return total;
    }

    private static Task<HeldChunk?> HeldAsync(SqlSession session, ChunkLease lease) => session.Prepare(LockHeld)
        .Set("$job", lease.JobId).Set("$chunk", lease.ChunkId).Set("$token", lease.Token)
        .FirstOrDefaultAsync(row => new HeldChunk(row.GetInt64(0), (JobState)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)));

    private static void Check(ItemResult result, HeldChunk chunk)
    {
        if (result.Number < chunk.First || result.Number > chunk.Last) throw new ArgumentException($"Item {result.Number} is not of the leased chunk.");
        if (result.State == ItemState.Pending) throw new ArgumentException($"Item {result.Number} has no result.");
        if (result.Tries < 1 || !(result.BusySeconds >= 0)) throw new ArgumentException($"Item {result.Number} has no valid tries or time.");
        if (!double.IsFinite(result.AudioSeconds) || result.AudioSeconds < 0) throw new ArgumentException($"Item {result.Number} has no valid length of audio.");
    }

    private sealed record RunningJob(long No, string Id, BackfillSpec Spec);

    // HandedTo: the last item of a lease that ran out with its worker gone; null when the chunk was given back.
    private sealed record FreeChunk(long Id, long First, long Last, int Losses, int Alone, long? HandedTo);

    private sealed record HeldChunk(long No, JobState State, long First, long Last);
}
