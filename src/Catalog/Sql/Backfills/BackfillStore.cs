using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>The work queue of the backfills on a database.</summary>
internal sealed class BackfillStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : IBackfillStore
{
    private const string FindJobNumber = "SELECT job_no FROM backfill_job WHERE job_id = $job";
    public const string FindDrained =
        "SELECT 1 FROM backfill_job j WHERE j.job_id = $job AND j.listed = 1"
        + " AND NOT EXISTS (SELECT 1 FROM backfill_chunk c WHERE c.job_no = j.job_no AND c.complete = 0)";

    /// <inheritdoc/>
    public Task<BackfillJob?> FindAsync(string jobId, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => JobRows.FindAsync(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<BackfillJob>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        const string Identity = "jobs";
        NumberedPage.CheckLimit(limit, Cluster.Catalog.Tracks.TrackQuery.MaxLimit);
        var before = NumberedPage.Before(cursor, Identity);
        return await reads.RunSingleAsync(
            session => NumberedPage.ReadAsync(
                session.Prepare(JobRows.FindPage).Set("$before", before).Set("$limit", limit + 1), limit, Identity, JobRows.Read, JobRows.ReadNumber),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Page<BackfillItem>> ListItemsAsync(string jobId, ItemState? state, string? cursor, int limit, CancellationToken cancellationToken)
    {
        NumberedPage.CheckLimit(limit, Cluster.Catalog.Tracks.TrackQuery.MaxLimit);
        var identity = $"items {(int?)state} {jobId}";
        var after = cursor is null ? -1 : Cursor.Decode(cursor, identity, reader => reader.ReadInt64());
        var sql = state is { } wanted ? ItemRows.FindPageOf(wanted) : ItemRows.FindPage;
        return await reads.RunAsync(
            async session =>
            {
                if (await JobNumberAsync(session, jobId).ConfigureAwait(false) is not { } job) return new Page<BackfillItem>([], null);
                var page = session.Prepare(sql).Set("$no", job).Set("$after", after).Set("$limit", limit + 1);
                if (state is not null) page.Set("$state", (long)state);
                return await NumberedPage.ReadAsync(page, limit, identity, ItemRows.Read, ItemRows.ReadNumber).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<JobPace?> FindPaceAsync(string jobId, CancellationToken cancellationToken) =>
        reads.RunAsync(session => PaceRows.FindAsync(session, jobId, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountPendingAsync(CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => session.Prepare(ChunkRows.SumPending).FirstOrDefaultAsync(row => row.GetInt64(0)), cancellationToken);

    /// <inheritdoc/>
    public async Task<BackfillJob> CreateAsync(BackfillJob job, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(job.Id);
        return await writes.RunAsync(
            async session =>
            {
                JobRows.Add(session, job);
                return (await JobRows.FindAsync(session, job.Id).ConfigureAwait(false))!;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<BackfillJob?> TransitionAsync(
        string jobId, IReadOnlyCollection<JobState> from, JobState to, string? error, CancellationToken cancellationToken) =>
        writes.RunAsync(session => JobRows.TransitionAsync(session, jobId, from, to, error, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BackfillJob>> ListActiveAsync(CancellationToken cancellationToken) =>
        reads.RunSingleAsync<IReadOnlyList<BackfillJob>>(
            async session => await session.Prepare(JobRows.FindActive).ToListAsync(JobRows.Read).ConfigureAwait(false), cancellationToken);

    /// <inheritdoc/>
    public async Task<ListingLease?> ClaimListingAsync(string workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        CheckClaim(workerId, lease);

        // Idle workers ask often: a look comes first, so that a write begins only where there is something to claim.
        var open = await reads.RunSingleAsync(session => session.Prepare(ListingRows.FindClaimable).Set("$now", clock.GetUtcNow().ToTicks()).AnyAsync(), cancellationToken).ConfigureAwait(false);
        if (!open) return null;
        return await writes.RunAsync(session => ListingRows.ClaimAsync(session, workerId, lease, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> AppendItemsAsync(ListingLease lease, IReadOnlyList<ListedItem> items, CancellationToken cancellationToken) =>
        writes.RunAsync(session => ListingRows.AppendAsync(session, lease, items, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CompleteListingAsync(ListingLease lease, CancellationToken cancellationToken) =>
        writes.RunAsync(session => ListingRows.TryCompleteAsync(session, lease), cancellationToken);

    /// <inheritdoc/>
    public async Task<ChunkLease?> ClaimChunkAsync(string workerId, TimeSpan lease, bool suspects, CancellationToken cancellationToken)
    {
        CheckClaim(workerId, lease);
        var open = await reads.RunSingleAsync(
            session => session.Prepare(ChunkRows.FindClaimable).Set("$now", clock.GetUtcNow().ToTicks()).Set("$suspects", suspects ? 1L : 0L).AnyAsync(), cancellationToken).ConfigureAwait(false);
        if (!open) return null;
        return await writes.RunAsync(session => ChunkRows.ClaimAsync(session, workerId, lease, suspects, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<JobState?> RenewAsync(ChunkLease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return writes.RunAsync(session => ChunkRows.RenewAsync(session, lease, clock.GetUtcNow() + duration), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JobState?> CommitAsync(ChunkLease lease, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken) =>
        writes.RunAsync(session => ChunkRows.CommitAsync(session, lease, results, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(ChunkLease lease, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            await ChunkRows.ReleaseAsync(session, lease).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsDrainedAsync(string jobId, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => session.Prepare(FindDrained).Set("$job", jobId).AnyAsync(), cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReopenFailedAsync(string jobId, CancellationToken cancellationToken) =>
        writes.RunAsync(
            async session => await JobNumberAsync(session, jobId).ConfigureAwait(false) is { } job ? await ChunkRows.ReopenAsync(session, job).ConfigureAwait(false) : 0,
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> SweepAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return writes.RunAsync(session => SweepRows.SweepAsync(session, before.ToTicks(), most), cancellationToken);
    }

    private static Task<long?> JobNumberAsync(SqlSession session, string jobId) =>
        session.Prepare(FindJobNumber).Set("$job", jobId).FirstOrDefaultAsync(row => (long?)row.GetInt64(0));

    private static void CheckClaim(string workerId, TimeSpan lease)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workerId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
    }
}
