using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Modeling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Support;

/// <summary>What works on chunks, wired as in a silo, on a real catalogue: audio, models and experiments are fakes.</summary>
internal sealed class ChunkWork : IDisposable
{
    private readonly ICatalog catalog;
    private readonly IEmotionClassifier champion;
    private readonly TimeProvider clock;
    private readonly BackfillMetrics metrics;

    /// <param name="catalog">Not disposed of here.</param>
    /// <param name="champion">What answers.</param>
    /// <param name="clock">The worker's.</param>
    public ChunkWork(ICatalog catalog, IEmotionClassifier champion, TimeProvider clock)
    {
        (this.catalog, this.champion, this.clock) = (catalog, champion, clock);
        Throttle = new BulkThrottle(Analyzer, Options, clock);
        metrics = new BackfillMetrics(Throttle);
    }

    public FakeAnalyzer Analyzer { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public RecordingExposures Exposures { get; } = new();

    public FakeExperiments Experiments { get; } = new();

    public BackfillOptions Options { get; } = new();

    public TaggingOptions Tagging { get; } = new();

    public BulkThrottle Throttle { get; }

    /// <summary>A processor.</summary>
    /// <param name="store">Its queue; null for the catalogue's own.</param>
    public ChunkProcessor Processor(IBackfillStore? store = null)
    {
        var observers = new ScoringObservers([Observer], NullLogger<ScoringObservers>.Instance);
        var router = Trials.Router(new FakeServingModels(champion), Tagging, Experiments);
        var (classifier, routed) = (new ClipClassifier(Tagging, clock), Trials.Classifier(Tagging, clock));
        var tagger = new TrackTagger(catalog.Tracks, Analyzer, router, new FileProbe(), classifier, routed, Tagging, observers, clock);
        var rescorer = new TrackRescorer(catalog.Tracks, router, classifier, routed, Tagging, observers, clock);
        var batches = new RescoringBatches(catalog.Tracks, rescorer, NullLogger<RescoringBatches>.Instance);
        return new ChunkProcessor(
            store ?? catalog.Backfills, catalog.Tracks, tagger, batches, observers, Exposures, Throttle, metrics, Options, clock, NullLogger<ChunkProcessor>.Instance);
    }

    public void Dispose()
    {
        metrics.Dispose();
        Throttle.Dispose();
    }
}
