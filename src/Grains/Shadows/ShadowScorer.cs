using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Analysis;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Modeling;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Shadows;

/// <summary>Lets this silo's shadows score what was answered, off the answering path, and counts what they and the answering models do.</summary>
/// <remarks>
/// The answering path only adds to a bounded queue and to counters. A thread scores; a watch gives it up when a shadow hangs; a task stores. So a shadow that is slow, throws or hangs costs dropped
/// recordings, which are counted, and nothing else.
/// </remarks>
public sealed partial class ShadowScorer : IScoringObserver, IShadowHost, IDisposable
{
    private static readonly TimeSpan LongestWatchPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);

    private readonly IServingModels models;
    private readonly ShadowOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<ShadowScorer> log;
    private readonly ShadowQueue queue;
    private readonly ShadowBench bench;
    private readonly ScoringBook book;
    private readonly ShadowScoring scoring;
    private readonly ShadowWriter writer;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock watching = new();
    private ShadowWorker? worker;
    private int lostThreads;
    private volatile TaskCompletionSource progress = NewProgress();

    /// <summary>Made by the silo.</summary>
    public ShadowScorer(
        IServingModels models, IShadowStore store, IReviewStore reviews, TaggingOptions tagging, ShadowOptions options, ILocalSiloDetails silo, TimeProvider clock, ILogger<ShadowScorer> log)
    {
        (this.models, this.options, this.clock, this.log) = (models, options, clock, log);
        queue = new ShadowQueue(options.MostWaitingClips);
        bench = new ShadowBench(options.FailuresBeforeRest, options.Rest, clock);
        book = new ScoringBook(silo.Name, clock);
        var outbox = new ShadowOutbox(options.MostUnstoredPredictions);
        scoring = new ShadowScoring(book, bench, outbox, tagging.Policy, clock);
        writer = new ShadowWriter(store, reviews, outbox, book, bench, options, clock);
    }

    /// <summary>Ends with the next recording that is done with, or that is lost to a hang; lets tests wait for events.</summary>
    internal Task Progress => progress.Task;

    bool IShadowHost.IsStopped => models.Current.ShadowsStopped;

    /// <inheritdoc/>
    public void Scored(ScoredTrack track)
    {
        var answeredReviews = ShadowScoring.Reviews(track);
        book.Of(track.ModelVersion, track.ModelVersion).Predicted(track.Clips.Length, answeredReviews, answeredReviews);
        var set = models.Current;
        if (set.ShadowsStopped || set.Shadows.IsEmpty) return;
        var work = new ShadowWork(track);
        if (queue.TryAdd(work)) return;
        foreach (var shadow in ShadowsFor(work)) book.Of(shadow.Manifest.ModelVersion, track.ModelVersion).Dropped();
    }

    /// <inheritdoc/>
    public void Ended(ScoringRequest request)
    {
        var counters = book.Of(request.ModelVersion, request.ModelVersion);
        if (request.Broken) counters.Failed(hung: false);
        else counters.Ended(request is { Lane: AnalysisLane.Interactive, Failure: null } ? request.Elapsed : null);
    }

    /// <summary>Scores, watches and stores until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stopping = stoppingToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), stop);
        StartWorker(null);
        var period = options.Patience / 4;
        await Task.WhenAll(
            RepeatAsync(period < LongestWatchPeriod ? period : LongestWatchPeriod, _ => Task.FromResult(Watch()), stoppingToken),
            RepeatAsync(options.FlushInterval, token => FlushAsync(token), stoppingToken));

        // What was scored is not lost with an orderly stop.
        using var patience = new CancellationTokenSource(LastFlush, clock);
        await FlushAsync(patience.Token, inHaste: true);
    }

    /// <summary>Gives up the thread if a shadow hangs, and starts another.</summary>
    /// <returns>True when it did.</returns>
    internal bool Watch()
    {
        lock (watching)
        {
            if (worker?.GiveUpIfHung(options.Patience) is not { } hung) return false;
            var version = hung.Shadow.Manifest.ModelVersion;
            hung.Work.Done.Add(version);
            book.Of(version, hung.Work.Track.ModelVersion).Failed(hung: true);
            bench.Hung(version, $"It did not return within {options.Patience} from a clip of track '{hung.Work.Track.TrackId}'.");
            LogHung(version, options.Patience, hung.Work.Track.TrackId);
            if (++lostThreads > options.MostAbandonedThreads)
            {
                bench.Close($"{lostThreads} threads were lost to shadows that did not return.");
                LogClosed(lostThreads);
            }

            StartWorker(hung.Work);
        }

        ((IShadowHost)this).Finished();
        return true;
    }

    /// <summary>Stores what waits.</summary>
    /// <returns>False when that failed and will be tried again.</returns>
    internal async Task<bool> FlushAsync(CancellationToken cancellationToken, bool inHaste = false)
    {
        try
        {
            await writer.FlushAsync(models.Current, inHaste, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFlushFailed(error);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A thread may sit in a shadow for ever: it is a background thread, and finds the queue gone if it comes back. What tells it to stop is left to it.
        stop.Cancel();
        queue.Dispose();
        writer.Dispose();
    }

    bool IShadowHost.TryTake([NotNullWhen(true)] out ShadowWork? work, CancellationToken stop) => queue.TryTake(out work, stop);

    IEnumerable<IEmotionClassifier> IShadowHost.ShadowsFor(ShadowWork work)
    {
        var set = models.Current;
        bench.Follow(set.Revision, [.. set.Shadows.Select(shadow => shadow.Manifest.ModelVersion)]);
        return set.ShadowsStopped ? [] : ShadowsFor(work);
    }

    bool IShadowHost.MayScore(ShadowWork work, IEmotionClassifier shadow)
    {
        var version = shadow.Manifest.ModelVersion;
        if (work.Done.Contains(version)) return false;
        if (bench.MayScore(version)) return true;
        book.Of(version, work.Track.ModelVersion).Benched();
        return false;
    }

    void IShadowHost.Scored(ShadowWork work, IEmotionClassifier shadow, EmotionProbabilities[] scores, TimeSpan took) => scoring.Scored(work.Track, shadow, scores, took);

    void IShadowHost.Failed(ShadowWork work, IEmotionClassifier shadow, string problem)
    {
        var version = shadow.Manifest.ModelVersion;
        book.Of(version, work.Track.ModelVersion).Failed(hung: false);
        if (bench.Failed(version, problem)) LogRests(version, problem);
    }

    void IShadowHost.Broke(Exception error) => LogBroke(error);

    void IShadowHost.Finished() => Interlocked.Exchange(ref progress, NewProgress()).TrySetResult();

    private static TaskCompletionSource NewProgress() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A version may answer and shadow at once, as a challenger can: what it answered is its score already.
    private IEnumerable<IEmotionClassifier> ShadowsFor(ShadowWork work) =>
        models.Current.Shadows.Where(shadow => work.Track.FeaturesOf(shadow.Manifest.SchemaId) is not null && shadow.Manifest.ModelVersion != work.Track.ModelVersion);

    private void StartWorker(ShadowWork? first)
    {
        worker = new ShadowWorker(this, options.CpuShare, clock, stop.Token);
        worker.Start(first);
    }

    private async Task RepeatAsync(TimeSpan period, Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await step(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}
