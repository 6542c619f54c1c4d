using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite.Tracks;

namespace Cluster.Catalog.Sqlite.Backfills;

/// <summary>The listing of sources: its lease, and the items and chunks that it makes.</summary>
internal static class ListingRows
{
    private const long BadEntry = 1;
    private const long TakenTrack = 2;

    // The plus sign keeps the planner on the index of the jobs that are not listed, which is in their order.
    public const string FindClaimable =
        $"SELECT j.job_no, j.job_id, {JobRows.SpecColumns} FROM backfill_job j WHERE j.listed = 0 AND +j.state IN (0, 1) AND j.listing_until <= $now"
        + " ORDER BY j.job_no LIMIT 1";

    private const string Take =
        "UPDATE backfill_job SET listing_token = listing_token + 1, listing_worker = $worker, listing_until = $until, state = 1,"
        + " started_at = COALESCE(started_at, $now) WHERE job_no = $no RETURNING listing_token";

    private const string Held = "job_id = $job AND listing_token = $token AND listing_worker IS NOT NULL AND listed = 0";
    private const string FindHeld = $"SELECT job_no, state, next_number, next_chunk FROM backfill_job WHERE {Held}";
    private const string GiveBack = "UPDATE backfill_job SET listing_worker = NULL, listing_until = 0 WHERE job_no = $no";
    private const string Complete = $"UPDATE backfill_job SET listed = 1, listing_worker = NULL, listing_until = 0 WHERE {Held}";

    private const string Advance =
        "UPDATE backfill_job SET next_number = $number, next_chunk = $chunk, listing_until = $until WHERE job_no = $no";

    public const string FindItem = "SELECT 1 FROM backfill_item WHERE job_no = $no AND item = $item";
    public const string FindTrack = "SELECT item FROM backfill_item WHERE job_no = $no AND track_id = $track AND fault = 0";

    private const string InsertItem =
        "INSERT INTO backfill_item (job_no, number, item, path, track_id, title, artist, album, source, genre, year, state, error, fault)"
        + " VALUES ($no, $number, $item, $path, $track, $title, $artist, $album, $source, $genre, $year, $state, $error, $fault)";

    private const string InsertChunk =
        "INSERT INTO backfill_chunk (job_no, chunk_id, first_number, last_number, failed, complete) VALUES ($no, $chunk, $first, $last, $failed, $complete)";

    /// <summary>Takes the listing of the oldest job that needs it.</summary>
    public static ListingLease? Claim(SqliteSession session, string workerId, TimeSpan lease, DateTimeOffset now)
    {
        var job = session.Prepare(FindClaimable).Set("$now", now.ToTicks())
            .FirstOrDefault(row => (No: row.GetInt64(0), Id: row.GetString(1), Spec: JobRows.ReadSpec(row, 2)));
        if (job.Id is null) return null;
        var token = session.Prepare(Take).Set("$no", job.No).Set("$worker", workerId).Set("$until", (now + lease).ToTicks()).Set("$now", now.ToTicks())
            .FirstOrDefault(row => row.GetInt64(0));
        return new ListingLease(job.Id, job.Spec, token, lease);
    }

    /// <summary>Adds items as a chunk and renews the lease; false when the lease is lost or the job does not run.</summary>
    public static bool Append(SqliteSession session, ListingLease lease, IReadOnlyList<ListedItem> items, DateTimeOffset now)
    {
        var job = session.Prepare(FindHeld).Set("$job", lease.JobId).Set("$token", lease.Token)
            .FirstOrDefault(row => (No: row.GetInt64(0), State: (JobState)row.GetInt32(1), Number: row.GetInt64(2), Chunk: row.GetInt64(3)));
        if (job.No == 0) return false;
        if (job.State != JobState.Running)
        {
            // The listing stops now, so whoever resumes the job need not wait for this lease to run out.
            session.Prepare(GiveBack).Set("$no", job.No).Execute();
            return false;
        }

        var next = job.Number;
        var failed = 0L;
        foreach (var item in items)
        {
            if (session.Prepare(FindItem).Set("$no", job.No).Set("$item", item.Item).Scalar() is not null) continue;
            var (fault, error) = FaultOf(session, job.No, item);
            if (fault != 0) failed++;
            session.Prepare(InsertItem)
                .Set("$no", job.No).Set("$number", next++).Set("$item", item.Item).Set("$path", item.Path).Set("$track", item.TrackId).Set(item.Metadata)
                .Set("$state", (long)(fault == 0 ? ItemState.Pending : ItemState.Failed)).Set("$error", error).Set("$fault", fault)
                .Execute();
        }

        var added = next - job.Number;
        if (added > 0)
        {
            session.Prepare(InsertChunk)
                .Set("$no", job.No).Set("$chunk", job.Chunk).Set("$first", job.Number).Set("$last", next - 1)
                .Set("$failed", failed).Set("$complete", failed == added ? 1L : 0L)
                .Execute();
        }

        session.Prepare(Advance).Set("$no", job.No).Set("$number", next).Set("$chunk", added > 0 ? job.Chunk + 1 : job.Chunk)
            .Set("$until", (now + lease.Duration).ToTicks()).Execute();
        return true;
    }

    /// <summary>Marks the source as listed; false when the lease is lost.</summary>
    public static bool TryComplete(SqliteSession session, ListingLease lease) =>
        session.Prepare(Complete).Set("$job", lease.JobId).Set("$token", lease.Token).Execute() == 1;

    private static (long Fault, string? Error) FaultOf(SqliteSession session, long job, ListedItem item)
    {
        if ((item.Error ?? TrackIds.Validate(item.TrackId)) is { } problem) return (BadEntry, problem);
        return session.Prepare(FindTrack).Set("$no", job).Set("$track", item.TrackId).Scalar() is string first
            ? (TakenTrack, $"Its track id '{item.TrackId}' is already that of item '{first}'.")
            : (0, null);
    }
}
