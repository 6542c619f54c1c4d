using Cluster.Catalog.Models;

namespace Cluster.Catalog.Sqlite.Models;

/// <summary>Model artefacts on SQLite.</summary>
internal sealed class SqliteModelArtefactStore(SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : IModelArtefactStore
{
    private const string Insert = "INSERT INTO model_artefact (version, stored_at, archive) VALUES ($version, $now, $archive) ON CONFLICT (version) DO NOTHING";
    private const string Find = "SELECT archive FROM model_artefact WHERE version = $version";

    /// <inheritdoc/>
    public async Task PutAsync(string version, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        var bytes = archive.ToArray();
        var stored = await writer.RunAsync(
            session =>
            {
                var inserted = session.Prepare(Insert).Set("$version", version).Set("$now", clock.GetUtcNow().ToTicks()).Set("$archive", bytes).Execute();
                return inserted == 1 ? bytes : (byte[]?)session.Prepare(Find).Set("$version", version).Scalar();
            },
            cancellationToken).ConfigureAwait(false);
        if (!bytes.AsSpan().SequenceEqual(stored)) throw new InvalidOperationException($"Model version '{version}' is stored with other bytes; versions are immutable.");
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(string version, CancellationToken cancellationToken) =>
        readers.RunAsync(session => (byte[]?)session.Prepare(Find).Set("$version", version).Scalar(), cancellationToken);
}
