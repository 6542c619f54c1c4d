using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
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

namespace Cluster.Catalog.Sql;

/// <summary>The catalogue on a database: every store, on that database's reads and writes. A new store is named here and in <see cref="ICatalog"/>.</summary>
public abstract class SqlCatalog : ICatalog
{
    private readonly ISqlReads reads;
    private readonly WatchedWrites watched;

    private protected SqlCatalog(ISqlReads reads, ISqlWrites unwatched, TimeProvider clock)
    {
        this.reads = reads;
        var writes = watched = new WatchedWrites(unwatched, clock);
        Tracks = new TrackStore(reads, writes, clock);
        Backfills = new BackfillStore(reads, writes, clock);
        Schedules = new ScheduleStore(reads, writes);
        Feedbacks = new FeedbackStore(reads, writes);
        Reviews = new ReviewStore(reads, writes);
        Events = new EventStore(reads, writes, clock);
        Stats = new EmotionStatsReader(reads);
        Shadows = new ShadowStore(reads, writes);
        Exposures = new ExposureStore(reads, writes);
        FeedbackOutcomes = new FeedbackOutcomes(reads);
        EventOutcomes = new EventOutcomes(reads);
        Models = new ModelArtefactStore(reads, writes, clock);
        Replays = new ReplayStore(reads, writes);
        Traffic = new TrafficStore(reads, writes);
        Drifts = new DriftStore(reads, writes, clock);
        Labels = new LabelFigures(reads);
        Trainings = new TrainingStore(reads, writes, clock);
    }

    /// <inheritdoc/>
    public ITrackStore Tracks { get; }

    /// <inheritdoc/>
    public IBackfillStore Backfills { get; }

    /// <inheritdoc/>
    public IScheduleStore Schedules { get; }

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
    public IOutcomeReader EventOutcomes { get; }

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
    public abstract OrleansDatabase Orleans { get; }

    /// <inheritdoc/>
    public abstract Task<int> MigrateAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public string? WriteProblem => watched.Problem;

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Ping.RunAsync(reads, cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
