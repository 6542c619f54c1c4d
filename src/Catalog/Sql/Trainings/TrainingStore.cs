using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;

namespace Cluster.Catalog.Sql.Trainings;

/// <summary>Trainings on a database.</summary>
internal sealed class TrainingStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : ITrainingStore
{
    private const string Identity = "trainings";

    /// <inheritdoc/>
    public Task<Training?> FindAsync(string id, CancellationToken cancellationToken) => reads.RunSingleAsync(session => TrainingRows.FindAsync(session, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Training>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        NumberedPage.CheckLimit(limit, ITrainingReader.MaxLimit);
        var before = NumberedPage.Before(cursor, Identity);
        return await reads.RunSingleAsync(
            session => NumberedPage.ReadAsync(
                session.Prepare(TrainingRows.FindPage).Set("$before", before).Set("$limit", limit + 1), limit, Identity, TrainingRows.Read, TrainingRows.ReadNumber),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Training> AddAsync(Training training, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(training.Id);
        return writes.RunAsync(session => TrainingRows.AddAsync(session, training), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TrainingLease?> ClaimAsync(string worker, TimeSpan lease, int mostAttempts, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(worker);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostAttempts, 1);

        // Idle silos ask often: a look comes first, so that the writer is called only where there is something to claim.
        var open = await reads.RunSingleAsync(session => session.Prepare(TrainingRows.FindClaimable).Set("$now", clock.GetUtcNow().ToTicks()).AnyAsync(), cancellationToken).ConfigureAwait(false);
        if (!open) return null;
        return await writes.RunAsync(session => TrainingRows.ClaimAsync(session, worker, lease, mostAttempts, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> RenewAsync(TrainingLease lease, CancellationToken cancellationToken) =>
        writes.RunAsync(session => TrainingRows.TryRenewAsync(session, lease, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FinishAsync(TrainingLease lease, Training result, CancellationToken cancellationToken)
    {
        if (result.State < TrainingState.Succeeded) throw new ArgumentException($"A training does not end as {result.State}.", nameof(result));
        return writes.RunAsync(session => TrainingRows.TryFinishAsync(session, lease, result, clock.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(TrainingLease lease, CancellationToken cancellationToken) => writes.RunAsync(
        session =>
        {
            TrainingRows.Release(session, lease);
            return Task.FromResult(true);
        },
        cancellationToken);
}
