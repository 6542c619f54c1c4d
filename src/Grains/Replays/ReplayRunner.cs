using Cluster.Abstractions.Replays;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Comparisons;
using Cluster.Grains.Models;
using Cluster.Grains.Tagging;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Comparison;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Replays;

/// <summary>Runs replays: reads cached features page by page, scores them with both models on a quiet thread, and writes down how far it is.</summary>
/// <remarks>A run that ends early, with its silo or by an error of the moment, leaves the replay open; the next run begins anew. Nothing but the replay's own row is written.</remarks>
public sealed partial class ReplayRunner(
    IReplayStore store, ITrackReader tracks, IFeedbackReader feedback, ModelRegistrar registrar, ClipClassifier classifier, TaggingOptions options, TimeProvider clock, ILogger<ReplayRunner> log)
{
    private const int MostRuns = 5;
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Runs a replay to its end, unless it is over or somebody stops it.</summary>
    /// <param name="replay">The replay.</param>
    /// <param name="bothSince">When the later of its models was registered.</param>
    /// <param name="stop">Stops the run, not the replay.</param>
    public async Task RunAsync(Replay replay, DateTimeOffset bothSince, CancellationToken stop)
    {
        if (await store.BeginAsync(replay.Version, replay.Id, clock.GetUtcNow(), stop) is not { } number) return;
        var run = new ReplayRun(replay.Version, replay.Id, number);
        LogBegan(replay.Version, replay.Champion, number);
        try
        {
            await RunAsync(replay, run, bothSince, stop);
        }
        catch (ModelArtefactException unusable)
        {
            await FailAsync(run, unusable.Message, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The database may be away for a while: the watchdog tries again, though not for ever.
            LogFailed(error, replay.Version, number);
            if (number >= MostRuns) await FailAsync(run, $"It was tried {number} times; the last time it failed with: {error.Message}", stop);
        }
    }

    private async Task RunAsync(Replay replay, ReplayRun run, DateTimeOffset bothSince, CancellationToken stop)
    {
        var (champion, candidate) = (await LoadAsync(replay.Champion, stop), await LoadAsync(replay.Version, stop));
        var features = new ReplayedFeatures(tracks, options, champion, candidate);
        var scorer = new ReplayScorer(classifier, options, champion, candidate, replay.Spec);
        using var thread = new QuietThread("replay");
        IReadOnlyList<string>? sample = replay.Spec.Sample is { } size ? await ReplaySample.DrawAsync(tracks, size, stop) : null;
        var reportedAt = clock.GetTimestamp();
        await foreach (var track in sample is null ? ReplaySample.AllAsync(tracks, stop) : ReplaySample.OfAsync(tracks, sample, stop))
        {
            if (await features.FindAsync(track, stop) is { } found) await thread.RunAsync(() => scorer.Score(track, found.Champion, found.Candidate));
            else scorer.Miss(track);
            if (clock.GetElapsedTime(reportedAt) < ReportPeriod) continue;
            if (!await store.ReportAsync(run, scorer.ProgressOf(sample?.Count), stop)) return;
            reportedAt = clock.GetTimestamp();
        }

        var progress = scorer.ProgressOf(sample?.Count);
        if (!await store.ReportAsync(run, progress, stop)) return;
        var pairs = new LabelledPairs(classifier, champion, candidate, bothSince);
        await PairAsync(pairs, features, thread, stop);
        var how = new ComparisonOptions();
        var compared = pairs.Pairs.Count == 0 ? null : await thread.RunAsync(() => ModelComparer.Compare(pairs.Pairs, how)).WaitAsync(stop);
        var end = new ReplayEnd(ReplayState.Completed, clock.GetUtcNow(), progress with { OfTracks = progress.Tracks }, scorer.ToResult(pairs.Fresh, pairs.LeftOut), null)
        {
            Comparison = compared is null ? null : ComparisonViews.Of(replay.Version, replay.Champion, compared, how),
        };
        if (await store.FinishAsync(run, end, stop)) LogCompleted(replay.Version, progress.Clips);
    }

    private async Task PairAsync(LabelledPairs pairs, ReplayedFeatures features, QuietThread thread, CancellationToken stop)
    {
        await foreach (var labels in LabelledPairs.ByTrackAsync(feedback, stop))
        {
            if (await tracks.FindAsync(labels[0].TrackId, stop) is not { } track || await features.FindAsync(track, stop) is not { } found) continue;
            try
            {
                await thread.RunAsync(() => pairs.Add(track, labels, found.Champion, found.Candidate));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogUnscored(error, track.TrackId);
            }
        }
    }

    private async Task<IEmotionClassifier> LoadAsync(string version, CancellationToken stop)
    {
        var (artefact, problem) = await registrar.ReadAsync(version, stop);
        return artefact?.CreateClassifier() ?? throw new ModelArtefactException($"Version '{version}' cannot be loaded: {problem}");
    }

    private Task<bool> FailAsync(ReplayRun run, string error, CancellationToken stop) =>
        store.FinishAsync(run, new ReplayEnd(ReplayState.Failed, clock.GetUtcNow(), default, null, error), stop);

    [LoggerMessage(Level = LogLevel.Information, Message = "Replay of {Version} against {Champion} began, run {Run}")]
    private partial void LogBegan(string version, string champion, long run);

    [LoggerMessage(Level = LogLevel.Information, Message = "Replay of {Version} is done: {Clips} clips")]
    private partial void LogCompleted(string version, long clips);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replay of {Version} failed in run {Run}")]
    private partial void LogFailed(Exception error, string version, long run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The labelled clips of track {TrackId} could not be scored")]
    private partial void LogUnscored(Exception error, string trackId);
}
