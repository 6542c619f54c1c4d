using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sql.Tracks;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>The listing of sources: its lease, and the items and chunks that it makes.</summary>
internal static class ListingRows
{
    private const long BadEntry = 1;
    private const long TakenTrack = 2;

    // The plus sign keeps the planner on the index of the jobs that are not listed, which are few.
    public const string FindClaimable =
        $"SELECT j.job_no, j.job_id, {JobRows.SpecColumns} FROM backfill_job j WHERE j.listed = 0 AND +j.state IN (0, 1) AND j.listing_until <= $now"
        + " ORDER BY j.priority DESC, j.job_no LIMIT 1";

    private const string ClaimFirst = FindClaimable + " <claim j>";

    private const string Take =
        "UPDATE backfill_job SET listing_token = listing_token + 1, listing_worker = $worker, listing_until = $until, state = 1,"
        + " started_at = COALESCE(started_at, $now) WHERE job_no = $no RETURNING listing_token";

    private const string Held = "job_id = $job AND listing_token = $token AND listing_worker IS NOT NULL AND listed = 0";
    private const string FindHeld = $"SELECT job_no, state, next_number, next_chunk FROM backfill_job j WHERE {Held} <lock j>";
    private const string GiveBack = "UPDATE backfill_job SET listing_worker = NULL, listing_until = 0 WHERE job_no = $no";
    private const string Complete = $"UPDATE backfill_job SET listed = 1, listing_worker = NULL, listing_until = 0 WHERE {Held}";

    private const string Advance =
        "UPDATE backfill_job SET next_number = $number, next_chunk = $chunk, listing_until = $until WHERE job_no = $no";

    public const string FindItems = "SELECT item FROM backfill_item WHERE job_no = $no AND <long item in $items>";
    public const string FindTracks = "SELECT track_id, item FROM backfill_item WHERE job_no = $no AND track_id <in $tracks> AND fault = 0";

    private static readonly SqlColumns<NewItem> Columns = new()
    {
        { "job_no", item => item.Job },
        { "number", item => item.Number },
        { "item", item => item.Listed.Item },
        { "path", item => item.Listed.Path },
        { "track_id", item => item.Listed.TrackId },
        { TrackColumns.MetadataColumns, item => item.Listed.Metadata },
        { "state", item => (long)(item.Fault == 0 ? ItemState.Pending : ItemState.Failed) },
        { "error", item => item.Error },
        { "fault", item => item.Fault },
    };

    private static readonly SqlInsert<NewItem> InsertItems = new("backfill_item", Columns);

    private const string InsertChunk =
        "INSERT INTO backfill_chunk (job_no, chunk_id, first_number, last_number, failed, complete) VALUES ($no, $chunk, $first, $last, $failed, $complete)";

    /// <summary>Takes the listing of the most urgent job that needs it, and of those the oldest.</summary>
    public static async Task<ListingLease?> ClaimAsync(SqlSession session, string workerId, TimeSpan lease, DateTimeOffset now)
    {
        var job = await session.Prepare(ClaimFirst).Set("$now", now.ToTicks())
            .FirstOrDefaultAsync(row => (No: row.GetInt64(0), Id: row.GetString(1), Spec: JobRows.ReadSpec(row, 2))).ConfigureAwait(false);
        if (job.Id is null) return null;
        var token = await session.Prepare(Take).Set("$no", job.No).Set("$worker", workerId).Set("$until", (now + lease).ToTicks()).Set("$now", now.ToTicks())
            .FirstOrDefaultAsync(row => row.GetInt64(0)).ConfigureAwait(false);
        return new ListingLease(job.Id, job.Spec, token, lease);
    }

    /// <summary>Adds items as a chunk and renews the lease; false when the lease is lost or the job does not run.</summary>
    public static async Task<bool> AppendAsync(SqlSession session, ListingLease lease, IReadOnlyList<ListedItem> items, DateTimeOffset now)
    {
        var job = await session.Prepare(FindHeld).Set("$job", lease.JobId).Set("$token", lease.Token)
            .FirstOrDefaultAsync(row => (No: row.GetInt64(0), State: (JobState)row.GetInt32(1), Number: row.GetInt64(2), Chunk: row.GetInt64(3))).ConfigureAwait(false);
        if (job.No == 0) return false;
        if (job.State != JobState.Running)
        {
            // The listing stops now, so whoever resumes the job need not wait for this lease to run out.
            session.Prepare(GiveBack).Set("$no", job.No).Queue();
            return false;
        }

        var added = await ToAddAsync(session, job.No, job.Number, items).ConfigureAwait(false);
        var failed = added.Count(item => item.Fault != 0);
        if (added.Count > 0)
        {
            session.QueueInsert(InsertItems, added);
            session.Prepare(InsertChunk)
                .Set("$no", job.No).Set("$chunk", job.Chunk).Set("$first", job.Number).Set("$last", job.Number + added.Count - 1)
                .Set("$failed", failed).Set("$complete", failed == added.Count ? 1L : 0L)
                .Queue();
        }

        session.Prepare(Advance).Set("$no", job.No).Set("$number", job.Number + added.Count).Set("$chunk", added.Count > 0 ? job.Chunk + 1 : job.Chunk)
            .Set("$until", (now + lease.Duration).ToTicks()).Queue();
        return true;
    }

    /// <summary>Marks the source as listed; false when the lease is lost.</summary>
    public static async Task<bool> TryCompleteAsync(SqlSession session, ListingLease lease) =>
        await session.Prepare(Complete).Set("$job", lease.JobId).Set("$token", lease.Token).ExecuteAsync().ConfigureAwait(false) == 1;

    // What the job does not have yet, numbered on. Of two items with one track id the later one has a fault.
    private static async Task<List<NewItem>> ToAddAsync(SqlSession session, long job, long number, IReadOnlyList<ListedItem> items)
    {
        var there = (await session.Prepare(FindItems).Set("$no", job).SetList("$items", [.. items.Select(item => item.Item)])
            .ToListAsync(row => row.GetString(0)).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var owners = (await session.Prepare(FindTracks).Set("$no", job).SetList("$tracks", [.. items.Select(item => item.TrackId)])
            .ToListAsync(row => (Track: row.GetString(0), Item: row.GetString(1))).ConfigureAwait(false)).ToDictionary(row => row.Track, row => row.Item, StringComparer.Ordinal);
        var added = new List<NewItem>();
        foreach (var item in items.Where(item => there.Add(item.Item)))
        {
            var (fault, error) = FaultOf(item, owners);
            if (fault == 0) owners.Add(item.TrackId, item.Item);
            added.Add(new NewItem(job, number + added.Count, item, fault, error));
        }

        return added;
    }

    private static (long Fault, string? Error) FaultOf(ListedItem item, Dictionary<string, string> owners)
    {
        if ((item.Error ?? TrackIds.Validate(item.TrackId)) is { } problem) return (BadEntry, problem);
        return owners.TryGetValue(item.TrackId, out var first) ? (TakenTrack, $"Its track id '{item.TrackId}' is already that of item '{first}'.") : (0, null);
    }

    private sealed record NewItem(long Job, long Number, ListedItem Listed, long Fault, string? Error);
}
