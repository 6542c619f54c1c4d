using Cluster.Catalog.Experiments;

namespace Cluster.Catalog.Sql.Experiments;

/// <summary>Exposures on a database.</summary>
internal sealed class ExposureStore(ISqlReads reads, ISqlWrites writes) : IExposureStore
{
    // So that a great experiment is forgotten without keeping other writers waiting.
    private const int DeletedAtOnce = 5000;

    /// <inheritdoc/>
    public Task<int> RecordAsync(IReadOnlyCollection<Exposure> exposures, CancellationToken cancellationToken) =>
        writes.RunAsync(session => ExposureRows.RecordAsync(session, exposures), cancellationToken);

    /// <inheritdoc/>
    public Task<Exposure?> FindAsync(string experimentId, string unit, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => ExposureRows.FindAsync(session, experimentId, unit), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExposureCount>> CountAsync(string experimentId, CancellationToken cancellationToken) => await reads.RunSingleAsync(
        session => session.Prepare(ExposureRows.FindCounts).Set("$experiment", experimentId).ToListAsync(ExposureRows.ReadCount), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<bool> DeleteSomeAsync(string experimentId, CancellationToken cancellationToken) => writes.RunAsync(
        async session =>
        {
            var deleted = await session.Prepare(ExposureRows.DeleteSome).Set("$experiment", experimentId).Set("$limit", DeletedAtOnce).ExecuteAsync().ConfigureAwait(false);
            if (deleted < DeletedAtOnce) await session.Prepare(ExposureRows.DeleteCounts).Set("$experiment", experimentId).ExecuteAsync().ConfigureAwait(false);
            return deleted == DeletedAtOnce;
        },
        cancellationToken);
}
