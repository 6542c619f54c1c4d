using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Sql;
using Cluster.Catalog.Sql.Backfills;
using Cluster.Catalog.Sql.Drifts;
using Cluster.Catalog.Sql.Events;
using Cluster.Catalog.Sql.Experiments;
using Cluster.Catalog.Sql.Feedbacks;
using Cluster.Catalog.Sql.Models;
using Cluster.Catalog.Sql.Replays;
using Cluster.Catalog.Sql.Reviews;
using Cluster.Catalog.Sql.Shadows;
using Cluster.Catalog.Sql.Stats;
using Cluster.Catalog.Sql.Tracks;
using Cluster.Catalog.Sql.Traffic;
using Cluster.Catalog.Sql.Trainings;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Traffic;
using Cluster.Catalog.Trainings;

namespace Cluster.Catalog.Sqlite;

/// <summary>The catalogue in one SQLite file: what <see cref="ICatalog"/> names, and Orleans' own tables.</summary>
/// <summary>The catalogue in one SQLite file: tracks, clips, features, feedback, labels, exposures, backfills, model artefacts, and Orleans' own tables.</summary>
/// <remarks>
/// <para>Safe for concurrent use, within a process and by several processes on one file. Reads see a snapshot and never wait for writes.</para>
/// <para>Writes of one process go through one thread; they are on the disk when the call returns. Call <see cref="MigrateAsync"/> once before the stores are used.</para>
/// </remarks>
public sealed class SqliteCatalog : ICatalog
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
        Tracks = new TrackStore(readers, writer, clock);
        Backfills = new BackfillStore(readers, writer, clock);
        Feedbacks = new FeedbackStore(readers, writer);
        Reviews = new ReviewStore(readers, writer);
        Events = new EventStore(readers, writer, clock);
        Stats = new EmotionStatsReader(readers);
        Shadows = new ShadowStore(readers, writer);
        Exposures = new ExposureStore(readers, writer);
        FeedbackOutcomes = new FeedbackOutcomes(readers);
        Models = new ModelArtefactStore(readers, writer, clock);
        Replays = new ReplayStore(readers, writer);
        Traffic = new TrafficStore(readers, writer);
        Drifts = new DriftStore(readers, writer, clock);
        Labels = new LabelFigures(readers);
        Trainings = new TrainingStore(readers, writer, clock);
        Orleans = new OrleansSqlite(file, writer);
    }

    /// <summary>Absolute path of the file.</summary>
    public string FilePath => file.Path;

    /// <inheritdoc/>
    public ITrackStore Tracks { get; }

    /// <inheritdoc/>
    public IBackfillStore Backfills { get; }

    /// <inheritdoc/>
    public IFeedbackStore Feedbacks { get; }

    /// <inheritdoc/>
    public IReviewStore Reviews { get; }

    /// <inheritdoc/>
    public IEventStore Events { get; }

    /// <inheritdoc/>
    public IEmotionStatsReader Stats { get; }

    /// <inheritdoc/>
    public IShadowStore Shadows { get; }

    /// <inheritdoc/>
    public IExposureStore Exposures { get; }

    /// <inheritdoc/>
    public IOutcomeReader FeedbackOutcomes { get; }

    /// <inheritdoc/>
    public IModelArtefactStore Models { get; }

    /// <inheritdoc/>
    public IReplayStore Replays { get; }

    /// <inheritdoc/>
    public ITrafficStore Traffic { get; }

    /// <inheritdoc/>
    public IDriftStore Drifts { get; }

    /// <inheritdoc/>
    public ILabelFigures Labels { get; }

    /// <inheritdoc/>
    public ITrainingStore Trainings { get; }

    /// <summary>What Orleans needs to keep its own tables in the same file.</summary>
    public OrleansSqlite Orleans { get; }

    OrleansDatabase ICatalog.Orleans => Orleans;

    /// <inheritdoc/>
    public Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        Task.Run(() => new SqliteMigrator(file, Migration.Sqlite, clock).Migrate(), cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Ping.RunAsync(readers, cancellationToken);

    /// <summary>Finishes the writes that wait and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
        Orleans.Close();
    }
}
