using Cluster.Catalog.Backfills;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Tracks;

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

    /// <summary>Exposures of experiments.</summary>
    IExposureStore Exposures { get; }

    /// <summary>What exposed units have led to, as far as feedback says.</summary>
    IOutcomeReader FeedbackOutcomes { get; }

    /// <summary>Model artefacts.</summary>
    IModelArtefactStore Models { get; }

    /// <summary>What Orleans needs to keep its own tables in the same database.</summary>
    OrleansDatabase Orleans { get; }

    /// <summary>Makes the catalogue, or brings it to the newest schema. Several processes may call it at the same time.</summary>
    /// <returns>The number of migrations that were applied.</returns>
    /// <exception cref="CatalogException">The database cannot be used, is not a catalogue, or was written by a newer program.</exception>
    Task<int> MigrateAsync(CancellationToken cancellationToken);
}
