using Cluster.Catalog.Models;

namespace Cluster.Catalog.Sql.Models;

/// <summary>Model artefacts on a database.</summary>
internal sealed class ModelArtefactStore(ISqlReads reads, ISqlWrites writes, TimeProvider clock) : IModelArtefactStore
{
    private const string Insert = "INSERT INTO model_artefact (version, stored_at, archive) VALUES ($version, $now, $archive) ON CONFLICT (version) DO NOTHING";
    private const string Find = "SELECT archive FROM model_artefact WHERE version = $version";

    /// <inheritdoc/>
    public async Task PutAsync(string version, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        var bytes = archive.ToArray();
        var stored = await writes.RunAsync(
            async session =>
            {
                var insert = session.Prepare(Insert).Set("$version", version).Set("$now", clock.GetUtcNow().ToTicks()).Set("$archive", bytes);
                return await insert.ExecuteAsync().ConfigureAwait(false) == 1 ? bytes : await FindAsync(session, version).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (!bytes.AsSpan().SequenceEqual(stored)) throw new InvalidOperationException($"Model version '{version}' is stored with other bytes; versions are immutable.");
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(string version, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => FindAsync(session, version), cancellationToken);

    private static Task<byte[]?> FindAsync(SqlSession session, string version) =>
        session.Prepare(Find).Set("$version", version).FirstOrDefaultAsync(row => (byte[]?)row.GetValue(0));
}
