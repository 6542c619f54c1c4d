using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Schedules of backfills on a database.</summary>
internal sealed class ScheduleStore(ISqlReads reads, ISqlWrites writes) : IScheduleStore
{
    private const string Identity = "schedules";
    private const int MaxItems = 1000;

    /// <inheritdoc/>
    public Task<BackfillSchedule?> FindAsync(string id, CancellationToken cancellationToken) => reads.RunSingleAsync(session => ScheduleRows.FindAsync(session, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<BackfillSchedule>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        NumberedPage.CheckLimit(limit, IScheduleReader.MaxLimit);
        var before = NumberedPage.Before(cursor, Identity);
        return await reads.RunSingleAsync(
            session => NumberedPage.ReadAsync(
                session.Prepare(ScheduleRows.FindPage).Set("$before", before).Set("$limit", limit + 1), limit, Identity, ScheduleRows.Read, ScheduleRows.ReadNumber),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<BackfillSchedule> CreateAsync(BackfillSchedule schedule, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schedule.Id);
        return writes.RunAsync(session => ScheduleRows.AddAsync(session, schedule), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BackfillSchedule?> SaveAsync(BackfillSchedule schedule, CancellationToken cancellationToken) =>
        await writes.RunAsync(session => ScheduleRows.TrySaveAsync(session, schedule), cancellationToken).ConfigureAwait(false) ? schedule with { Version = schedule.Version + 1 } : null;

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> FindSeenAsync(string id, IReadOnlyCollection<SeenItem> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, MaxItems, nameof(items));
        return reads.RunAsync(session => SeenRows.FindAsync(session, id, items), cancellationToken);
    }

    /// <inheritdoc/>
    public Task RememberAsync(string id, IReadOnlyCollection<SeenItem> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, MaxItems, nameof(items));
        return writes.RunAsync(
            async session =>
            {
                await SeenRows.PutAsync(session, id, items).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }
}
