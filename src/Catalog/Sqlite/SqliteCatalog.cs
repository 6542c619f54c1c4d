using Cluster.Catalog.Backfills;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sqlite.Backfills;
using Cluster.Catalog.Sqlite.Feedbacks;
using Cluster.Catalog.Sqlite.Models;
using Cluster.Catalog.Sqlite.Replays;
using Cluster.Catalog.Sqlite.Reviews;
using Cluster.Catalog.Sqlite.Tracks;
using Cluster.Catalog.Sqlite.Traffic;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Traffic;

namespace Cluster.Catalog.Sqlite;

/// <summary>The catalogue in one SQLite file: tracks, clips, features, feedback, labels, backfills, model artefacts, and Orleans' own tables.</summary>
/// <remarks>
/// <para>Safe for concurrent use, within a process and by several processes on one file. Reads see a snapshot and never wait for writes.</para>
/// <para>Writes of one process go through one thread; they are on the disk when the call returns. Call <see cref="MigrateAsync"/> once before the stores are used.</para>
/// </remarks>
public sealed class SqliteCatalog : IAsyncDisposable
{
    private readonly SqliteFile file;
    private readonly SqliteReaders readers;
    private readonly SqliteWriter writer;
    private readonly TimeProvider clock;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">The time of leases and of what is stored.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SqliteCatalog(CatalogOptions options, TimeProvider clock)
    {
        options.Validate();
        this.clock = clock;
        file = new SqliteFile(options);
        readers = new SqliteReaders(file, options.MaxReaders);
        writer = new SqliteWriter(file, options.WriteQueueLength, options.MaxWritesPerCommit);
        Tracks = new SqliteTrackStore(readers, writer, clock);
        Backfills = new SqliteBackfillStore(readers, writer, clock);
        Feedbacks = new SqliteFeedbackStore(readers, writer);
        Reviews = new SqliteReviewStore(readers, writer);
        Models = new SqliteModelArtefactStore(readers, writer, clock);
        Replays = new SqliteReplayStore(readers, writer);
        Traffic = new SqliteTrafficStore(readers, writer);
        Orleans = new OrleansSqlite(file, writer);
    }

    /// <summary>Absolute path of the file.</summary>
    public string FilePath => file.Path;

    /// <summary>Tracks, clips and cached features.</summary>
    public ITrackStore Tracks { get; }

    /// <summary>The backfills' work queue.</summary>
    public IBackfillStore Backfills { get; }

    /// <summary>Feedback and labels.</summary>
    public IFeedbackStore Feedbacks { get; }

    /// <summary>The review queue.</summary>
    public IReviewStore Reviews { get; }

    /// <summary>Model artefacts.</summary>
    public IModelArtefactStore Models { get; }

    /// <summary>Replays of the catalogue by candidates.</summary>
    public IReplayStore Replays { get; }

    /// <summary>What model versions did on traffic.</summary>
    public ITrafficStore Traffic { get; }

    /// <summary>What Orleans needs to keep its own tables in the same file.</summary>
    public OrleansSqlite Orleans { get; }

    /// <summary>Creates the file, or brings it to the newest schema. Several processes may call it at the same time.</summary>
    /// <returns>The number of migrations that were applied.</returns>
    /// <exception cref="CatalogException">The file is damaged, is not a catalogue, or was written by a newer program.</exception>
    public Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        Task.Run(() => new SqliteMigrator(file, SqliteMigration.All, clock).Migrate(), cancellationToken);

    /// <summary>Finishes the writes that wait and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
        Orleans.Close();
    }
}
