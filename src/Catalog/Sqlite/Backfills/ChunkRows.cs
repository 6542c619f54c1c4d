using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite.Tracks;

namespace Cluster.Catalog.Sqlite.Backfills;

/// <summary>Leases on chunks, and what their holders commit.</summary>
internal static class ChunkRows
{
    // The join's order is fixed: jobs in their order, and in each the first chunk that is open and free.
    public const string FindClaimable =
        $"SELECT c.job_no, c.chunk_id, c.first_number, c.last_number, j.job_id, {JobRows.SpecColumns}"
        + " FROM backfill_job j CROSS JOIN backfill_chunk c ON c.job_no = j.job_no"
        + " WHERE j.state = 1 AND c.complete = 0 AND c.lease_until <= $now ORDER BY j.job_no, c.chunk_id LIMIT 1";

    private const string Take =
        "UPDATE backfill_chunk SET token = token + 1, worker = $worker, lease_until = $until WHERE job_no = $no AND chunk_id = $chunk RETURNING token";

    public const string FindPending =
        "SELECT number, item, path, track_id, title, artist, album, source, genre, year, attempts FROM backfill_item"
        + " WHERE job_no = $no AND number BETWEEN $first AND $last AND state = 0 ORDER BY number";

    public const string FindHeld =
        "SELECT j.job_no, j.state, c.first_number, c.last_number FROM backfill_job j JOIN backfill_chunk c ON c.job_no = j.job_no"
        + " WHERE j.job_id = $job AND c.chunk_id = $chunk AND c.token = $token AND c.worker IS NOT NULL";

    private const string Extend = "UPDATE backfill_chunk SET lease_until = $until WHERE job_no = $no AND chunk_id = $chunk";
    private const string GiveBack = "UPDATE backfill_chunk SET worker = NULL, lease_until = 0 WHERE job_no = $no AND chunk_id = $chunk";

    private const string FinishItem =
        "UPDATE backfill_item SET state = $state, error = $error, attempts = attempts + 1 WHERE job_no = $no AND number = $number AND state = 0"
        + " RETURNING track_id";

    private const string Count =
        "UPDATE backfill_chunk SET tagged = tagged + $tagged, unchanged = unchanged + $unchanged, failed = failed + $failed, planned = planned + $planned,"
        + " audio_seconds = audio_seconds + $seconds,"
        + " complete = (tagged + unchanged + failed + planned + $done = last_number - first_number + 1)"
        + " WHERE job_no = $no AND chunk_id = $chunk RETURNING complete";

    private const string FindFailed = "SELECT chunk_id, first_number, last_number FROM backfill_chunk WHERE job_no = $no AND failed > 0";

    private const string ReopenItems =
        "UPDATE backfill_item SET state = 0, error = NULL WHERE job_no = $no AND number BETWEEN $first AND $last AND state = 3 AND fault = 0";

    private const string ReopenChunk = "UPDATE backfill_chunk SET failed = failed - $count, complete = 0 WHERE job_no = $no AND chunk_id = $chunk";

    /// <summary>Takes the first open chunk that nobody holds.</summary>
    public static ChunkLease? Claim(SqliteSession session, string workerId, TimeSpan lease, DateTimeOffset now)
    {
        var chunk = session.Prepare(FindClaimable).Set("$now", now.ToTicks()).FirstOrDefault(row => (
            No: row.GetInt64(0), Id: row.GetInt64(1), First: row.GetInt64(2), Last: row.GetInt64(3), Job: row.GetString(4), Spec: JobRows.ReadSpec(row, 5)));
        if (chunk.Job is null) return null;
        var token = session.Prepare(Take).Set("$no", chunk.No).Set("$chunk", chunk.Id).Set("$worker", workerId).Set("$until", (now + lease).ToTicks())
            .FirstOrDefault(row => row.GetInt64(0));
        var items = session.Prepare(FindPending).Set("$no", chunk.No).Set("$first", chunk.First).Set("$last", chunk.Last).ToList(row => new PendingItem(
            row.GetInt64(0),
            new ListedItem(row.GetString(1), row.GetString(2), row.GetString(3), TrackColumns.ReadMetadata(row, 4)),
            row.GetInt32(10)));
        return new ChunkLease(chunk.Job, chunk.Spec, chunk.Id, token, items);
    }

    /// <summary>Renews a lease; null when it is lost.</summary>
    public static JobState? Renew(SqliteSession session, ChunkLease lease, DateTimeOffset until)
    {
        if (Held(session, lease) is not { } chunk) return null;
        session.Prepare(Extend).Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Set("$until", until.ToTicks()).Execute();
        return chunk.State;
    }

    /// <summary>Gives a chunk back; one that is not held with this lease is left as it is.</summary>
    public static void Release(SqliteSession session, ChunkLease lease)
    {
        if (Held(session, lease) is { } chunk) session.Prepare(GiveBack).Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Execute();
    }

    /// <summary>Writes results, the items' states and the chunk's counters; null when the lease is lost.</summary>
    /// <exception cref="ArgumentException">A result is of no item of the chunk, of another track, or has no final state.</exception>
    public static JobState? Commit(SqliteSession session, ChunkLease lease, IReadOnlyList<ItemResult> results, DateTimeOffset now)
    {
        if (Held(session, lease) is not { } chunk) return null;
        var counts = new long[(int)ItemState.Planned + 1];
        var seconds = 0.0;
        foreach (var result in results)
        {
            Check(result, chunk);
            var track = session.Prepare(FinishItem)
                .Set("$no", chunk.No).Set("$number", result.Number).Set("$state", (long)result.State)
                .Set("$error", result.State == ItemState.Failed ? result.Error : null)
                .FirstOrDefault(row => row.GetString(0));
            if (track is null) continue; // It has its result: a repeated commit changes nothing.
            if (result.Track is not null && result.Track.TrackId != track) throw new ArgumentException($"Item {result.Number} is track '{track}', not '{result.Track.TrackId}'.");
            counts[(int)result.State]++;
            seconds += result.AudioSeconds;
            if (result.Track is not null) TrackRows.Merge(session, result.Track);
            if (result.Content is not null) FeatureRows.Put(session, result.Content, now);
        }

        var complete = session.Prepare(Count)
            .Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Set("$seconds", seconds).Set("$done", counts.Sum())
            .Set("$tagged", counts[(int)ItemState.Tagged]).Set("$unchanged", counts[(int)ItemState.Unchanged])
            .Set("$failed", counts[(int)ItemState.Failed]).Set("$planned", counts[(int)ItemState.Planned])
            .FirstOrDefault(row => row.GetBoolean(0));
        if (complete) session.Prepare(GiveBack).Set("$no", chunk.No).Set("$chunk", lease.ChunkId).Execute();
        return chunk.State;
    }

    /// <summary>Makes a job's failed items pending, except those that the source itself is to blame for; returns their number.</summary>
    public static long Reopen(SqliteSession session, long job)
    {
        var total = 0L;
        foreach (var (chunk, first, last) in session.Prepare(FindFailed).Set("$no", job).ToList(row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))))
        {
            var count = session.Prepare(ReopenItems).Set("$no", job).Set("$first", first).Set("$last", last).Execute();
            if (count > 0) session.Prepare(ReopenChunk).Set("$no", job).Set("$chunk", chunk).Set("$count", count).Execute();
            total += count;
        }

        return total;
    }

    private static HeldChunk? Held(SqliteSession session, ChunkLease lease) => session.Prepare(FindHeld)
        .Set("$job", lease.JobId).Set("$chunk", lease.ChunkId).Set("$token", lease.Token)
        .FirstOrDefault(row => new HeldChunk(row.GetInt64(0), (JobState)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)));

    private static void Check(ItemResult result, HeldChunk chunk)
    {
        if (result.Number < chunk.First || result.Number > chunk.Last) throw new ArgumentException($"Item {result.Number} is not of the leased chunk.");
        if (result.State == ItemState.Pending) throw new ArgumentException($"Item {result.Number} has no result.");
        if (!double.IsFinite(result.AudioSeconds) || result.AudioSeconds < 0) throw new ArgumentException($"Item {result.Number} has no valid length of audio.");
    }

    private sealed record HeldChunk(long No, JobState State, long First, long Last);
}
