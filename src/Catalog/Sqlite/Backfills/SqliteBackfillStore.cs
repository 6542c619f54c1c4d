using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Backfills;

/// <summary>The work queue of the backfills on SQLite.</summary>
internal sealed class SqliteBackfillStore(SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : IBackfillStore
{
    private const string FindJobNumber = "SELECT job_no FROM backfill_job WHERE job_id = $job";
    public const string FindDrained =
        "SELECT 1 FROM backfill_job j WHERE j.job_id = $job AND j.listed = 1"
        + " AND NOT EXISTS (SELECT 1 FROM backfill_chunk c WHERE c.job_no = j.job_no AND c.complete = 0)";

    /// <inheritdoc/>
    public Task<BackfillJob?> FindAsync(string jobId, CancellationToken cancellationToken) =>
        readers.RunAsync(session => JobRows.Find(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<BackfillJob>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        const string Identity = "jobs";
        CheckLimit(limit);
        var before = cursor is null ? long.MaxValue : Cursor.Decode(cursor, Identity, reader => reader.ReadInt64());
        return await readers.RunAsync(
            session => ToPage(
                session.Prepare(JobRows.FindPage).Set("$before", before).Set("$limit", limit + 1), limit, Identity, JobRows.Read, JobRows.ReadNumber),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Page<BackfillItem>> ListItemsAsync(string jobId, ItemState? state, string? cursor, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        var identity = $"items {(int?)state} {jobId}";
        var after = cursor is null ? -1 : Cursor.Decode(cursor, identity, reader => reader.ReadInt64());
        var sql = state is { } wanted ? ItemRows.FindPageOf(wanted) : ItemRows.FindPage;
        return await readers.RunAsync(
            session =>
            {
                if (JobNumber(session, jobId) is not { } job) return new Page<BackfillItem>([], null);
                var page = session.Prepare(sql).Set("$no", job).Set("$after", after).Set("$limit", limit + 1);
                if (state is not null) page.Set("$state", (long)state);
                return ToPage(page, limit, identity, ItemRows.Read, ItemRows.ReadNumber);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<BackfillJob> CreateAsync(BackfillJob job, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(job.Id);
        return await writer.RunAsync(
            session =>
            {
                JobRows.Add(session, job);
                return JobRows.Find(session, job.Id)!;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<BackfillJob?> TransitionAsync(
        string jobId, IReadOnlyCollection<JobState> from, JobState to, string? error, CancellationToken cancellationToken) =>
        writer.RunAsync(session => JobRows.Transition(session, jobId, from, to, error, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BackfillJob>> ListActiveAsync(CancellationToken cancellationToken) =>
        readers.RunAsync<IReadOnlyList<BackfillJob>>(session => session.Prepare(JobRows.FindActive).ToList(JobRows.Read), cancellationToken);

    /// <inheritdoc/>
    public async Task<ListingLease?> ClaimListingAsync(string workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        CheckClaim(workerId, lease);

        // Idle workers ask often: a look comes first, so that the writer is called only where there is something to claim.
        if (!await AnyAsync(ListingRows.FindClaimable, cancellationToken).ConfigureAwait(false)) return null;
        return await writer.RunAsync(session => ListingRows.Claim(session, workerId, lease, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> AppendItemsAsync(ListingLease lease, IReadOnlyList<ListedItem> items, CancellationToken cancellationToken) =>
        writer.RunAsync(session => ListingRows.Append(session, lease, items, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CompleteListingAsync(ListingLease lease, CancellationToken cancellationToken) =>
        writer.RunAsync(session => ListingRows.TryComplete(session, lease), cancellationToken);

    /// <inheritdoc/>
    public async Task<ChunkLease?> ClaimChunkAsync(string workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        CheckClaim(workerId, lease);
        if (!await AnyAsync(ChunkRows.FindClaimable, cancellationToken).ConfigureAwait(false)) return null;
        return await writer.RunAsync(session => ChunkRows.Claim(session, workerId, lease, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<JobState?> RenewAsync(ChunkLease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return writer.RunAsync(session => ChunkRows.Renew(session, lease, clock.GetUtcNow() + duration), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JobState?> CommitAsync(ChunkLease lease, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken) =>
        writer.RunAsync(session => ChunkRows.Commit(session, lease, results, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(ChunkLease lease, CancellationToken cancellationToken) => writer.RunAsync(
        session =>
        {
            ChunkRows.Release(session, lease);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsDrainedAsync(string jobId, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.Prepare(FindDrained).Set("$job", jobId).Scalar() is not null, cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReopenFailedAsync(string jobId, CancellationToken cancellationToken) =>
        writer.RunAsync(session => JobNumber(session, jobId) is { } job ? ChunkRows.Reopen(session, job) : 0, cancellationToken);

    private Task<bool> AnyAsync(string claimable, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.Prepare(claimable).Set("$now", clock.GetUtcNow().ToTicks()).Scalar() is not null, cancellationToken);

    private static long? JobNumber(SqliteSession session, string jobId) => (long?)session.Prepare(FindJobNumber).Set("$job", jobId).Scalar();

    private static Page<T> ToPage<T>(SqliteStatement statement, int limit, string identity, Func<SqliteDataReader, T> read, Func<SqliteDataReader, long> number)
    {
        var rows = statement.ToList(row => (Entry: read(row), Number: number(row)));
        if (rows.Count <= limit) return new Page<T>([.. rows.Select(row => row.Entry)], null);
        return new Page<T>([.. rows.Take(limit).Select(row => row.Entry)], Cursor.Encode(identity, bytes => bytes.Write(rows[limit - 1].Number)));
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Cluster.Catalog.Tracks.TrackQuery.MaxLimit);
    }

    private static void CheckClaim(string workerId, TimeSpan lease)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workerId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
    }
}
