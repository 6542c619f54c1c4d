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
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>The catalogue in one PostgreSQL database: the same tables as on SQLite, for many silos.</summary>
/// <remarks>Reads see a snapshot. Writes are on the server's disk when the call returns. Call <see cref="MigrateAsync"/> once before the stores are used.</remarks>
public sealed class PostgresCatalog : ICatalog
{
    /// <summary>The name by which Orleans finds Npgsql.</summary>
    public const string Invariant = "Npgsql";

    private const int OrleansConnections = 3;

    private readonly NpgsqlDataSource source;
    private readonly PostgresErrors errors;
    private readonly PostgresRunner reads;
    private readonly PostgresRunner writes;
    private readonly TimeProvider clock;

    /// <summary>Connects to nothing yet.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="clock">The time of leases and of what is stored.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public PostgresCatalog(PostgresOptions options, TimeProvider clock)
    {
        this.clock = clock;
        var connection = options.ToBuilder();
        errors = new PostgresErrors(connection);
        source = NpgsqlDataSource.Create(connection);

        // Long writes must not keep a look-up waiting, nor either of them a silo's sign of life.
        var ours = options.MaxConnections - OrleansConnections;
        reads = new PostgresRunner(source, errors, ours / 2);
        writes = new PostgresRunner(source, errors, ours - (ours / 2));
        Tracks = new TrackStore(reads, writes, clock);
        Backfills = new BackfillStore(reads, writes, clock);
        Feedbacks = new FeedbackStore(reads, writes);
        Reviews = new ReviewStore(reads, writes);
        Events = new EventStore(reads, writes, clock);
        Stats = new EmotionStatsReader(reads);
        Shadows = new ShadowStore(reads, writes);
        Exposures = new ExposureStore(reads, writes);
        FeedbackOutcomes = new FeedbackOutcomes(reads);
        Models = new ModelArtefactStore(reads, writes, clock);
        Replays = new ReplayStore(reads, writes);
        Traffic = new TrafficStore(reads, writes);
        Drifts = new DriftStore(reads, writes, clock);
        Labels = new LabelFigures(reads);
        Trainings = new TrainingStore(reads, writes, clock);
        Orleans = new OrleansDatabase(Invariant, source);
    }

    /// <summary>Server and database, without a password.</summary>
    public string Name => errors.Name;

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

    /// <inheritdoc/>
    public OrleansDatabase Orleans { get; }

    /// <inheritdoc/>
    public Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        new PostgresMigrator(source, errors, Migration.Postgres, clock).MigrateAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Ping.RunAsync(reads, cancellationToken);

    /// <summary>Closes the connections; calls under way end first with their own.</summary>
    public ValueTask DisposeAsync()
    {
        reads.Dispose();
        writes.Dispose();
        return source.DisposeAsync();
    }
}
