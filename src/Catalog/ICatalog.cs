using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Traffic;
using Cluster.Catalog.Trainings;

namespace Cluster.Catalog;

/// <summary>The whole catalogue on one of its databases. Safe for concurrent use; several processes may share the database.</summary>
public interface ICatalog : IAsyncDisposable
{
    /// <summary>Tracks, clips and cached features.</summary>
    ITrackStore Tracks { get; }

    /// <summary>The backfills' work queue.</summary>
    IBackfillStore Backfills { get; }

    /// <summary>Feedback and labels.</summary>
    IFeedbackStore Feedbacks { get; }

    /// <summary>The review queue.</summary>
    IReviewStore Reviews { get; }

    /// <summary>What listeners did.</summary>
    IEventStore Events { get; }

    /// <summary>Counts of emotions.</summary>
    IEmotionStatsReader Stats { get; }

    /// <summary>What shadows said, and what was counted of models.</summary>
    IShadowStore Shadows { get; }

    /// <summary>Schedules of backfills.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>Exposures of experiments.</summary>
    IExposureStore Exposures { get; }

    /// <summary>What exposed units have led to, as far as feedback says.</summary>
    IOutcomeReader FeedbackOutcomes { get; }

    /// <summary>What exposed units have led to, as far as events say.</summary>
    IOutcomeReader EventOutcomes { get; }

    /// <summary>Model artefacts.</summary>
    IModelArtefactStore Models { get; }

    /// <summary>Replays of the catalogue by candidates.</summary>
    IReplayStore Replays { get; }

    /// <summary>What model versions did on traffic.</summary>
    ITrafficStore Traffic { get; }

    /// <summary>Windows of drift, and alerts.</summary>
    IDriftStore Drifts { get; }

    /// <summary>Labels joined with predictions.</summary>
    ILabelFigures Labels { get; }

    /// <summary>Trainings that were asked for.</summary>
    ITrainingStore Trainings { get; }

    /// <summary>What Orleans needs to keep its own tables in the same database.</summary>
    OrleansDatabase Orleans { get; }

    /// <summary>Makes the catalogue, or brings it to the newest schema. Several processes may call it at the same time.</summary>
    /// <returns>The number of migrations that were applied.</returns>
    /// <exception cref="CatalogException">The database cannot be used, is not a catalogue, or was written by a newer program.</exception>
    Task<int> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Why this process's writes are refused at present although reads are answered, as by a full disk; null when nothing is known against them.</summary>
    string? WriteProblem { get; }

    /// <summary>Returns when the database has answered.</summary>
    /// <exception cref="CatalogException">It does not; the message says why.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
