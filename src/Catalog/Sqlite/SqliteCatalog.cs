using Cluster.Catalog.Sql;

namespace Cluster.Catalog.Sqlite;

/// <summary>The catalogue in one SQLite file: what <see cref="ICatalog"/> names, and Orleans' own tables.</summary>
/// <remarks>
/// <para>Safe for concurrent use, within a process and by several processes on one file. Reads see a snapshot and never wait for writes.</para>
/// <para>Writes of one process go through one thread; they are on the disk when the call returns. Call <see cref="MigrateAsync"/> once before the stores are used.</para>
/// </remarks>
public sealed class SqliteCatalog : SqlCatalog
{
    private readonly Parts parts;
    private readonly TimeProvider clock;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">The time of leases and of what is stored.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SqliteCatalog(CatalogOptions options, TimeProvider clock)
        : this(Parts.Of(options), clock)
    {
    }

    private SqliteCatalog(Parts parts, TimeProvider clock)
        : base(parts.Readers, parts.Writer, clock)
    {
        (this.parts, this.clock) = (parts, clock);
        Orleans = new OrleansSqlite(parts.File, parts.Writer);
    }

    /// <summary>Absolute path of the file.</summary>
    public string FilePath => parts.File.Path;

    /// <summary>What Orleans needs to keep its own tables in the same file.</summary>
    public override OrleansSqlite Orleans { get; }

    /// <inheritdoc/>
    public override Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        Task.Run(() => new SqliteMigrator(parts.File, Migration.Sqlite, clock).Migrate(), cancellationToken);

    /// <summary>Finishes the writes that wait and closes all connections.</summary>
    public override async ValueTask DisposeAsync()
    {
        await parts.Writer.DisposeAsync().ConfigureAwait(false);
        parts.Readers.Dispose();
        Orleans.Close();
    }

    private sealed record Parts(SqliteFile File, SqliteReaders Readers, SqliteWriter Writer)
    {
        public static Parts Of(CatalogOptions options)
        {
            options.Validate();
            var file = new SqliteFile(options);
            return new Parts(file, new SqliteReaders(file, options.MaxReaders), new SqliteWriter(file, options.WriteQueueLength, options.MaxWritesPerCommit));
        }
    }
}
