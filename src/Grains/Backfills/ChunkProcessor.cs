using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>Works on the items of one leased chunk and commits their results.</summary>
public sealed partial class ChunkProcessor(
    IBackfillStore store,
    ITrackReader tracks,
    TrackTagger tagger,
    RescoringBatches batches,
    ScoringObservers observers,
    IExposureLog exposures,
    BulkThrottle throttle,
    BackfillMetrics metrics,
    BackfillOptions options,
    TimeProvider clock,
    ILogger<ChunkProcessor> log)
{
    private const int MaxTries = 3;

    private readonly PatientCommit commit = new(store, options, clock, log);

    /// <summary>Works until the chunk is done, the lease is lost, the job is paused or cancelled, or the token is cancelled.</summary>
    public async Task ProcessAsync(ChunkLease lease, CancellationToken stop)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeper = KeepAsync(lease, abandon, done.Token);
        try
        {
            if (lease.Spec.Rescore) await RescoreAsync(lease, abandon.Token);
            else await WorkAsync(lease, lease.Items, abandon.Token);
        }
        finally
        {
            await done.CancelAsync();
            await keeper;
        }
    }

    // A batch holds one place: it keeps one thread busy, for as long as one item of audio takes at most. A batch that throws is tried item by item, so that the one at fault costs no other its result.
    private async Task RescoreAsync(ChunkLease lease, CancellationToken abandon)
    {
        try
        {
            var toDo = lease.Items;
            while (toDo.Count > 0)
            {
                await throttle.EnterAsync(abandon);
                IReadOnlyList<FinishedItem>? finished;
                int count;
                try
                {
                    (finished, count) = await batches.TryAsync(lease.Spec, toDo, abandon);
                }
                finally
                {
                    throttle.Leave();
                }

                var goOn = finished is not null
                    ? await CommitAsync(lease, finished, abandon) is JobState.Running
                    : await WorkAsync(lease, [.. toDo.Take(count)], abandon);
                if (!goOn) return;
                toDo = [.. toDo.Skip(count)];
            }
        }
        catch (OperationCanceledException)
        {
            // Every batch that was done is committed.
        }
    }

    // False when nothing more is to be done with the lease.
    private async Task<bool> WorkAsync(ChunkLease lease, IReadOnlyList<PendingItem> items, CancellationToken abandon)
    {
        var stored = (await tracks.FindManyAsync([.. items.Select(item => item.Listed.TrackId)], abandon)).ToDictionary(track => track.TrackId);
        var finished = new List<FinishedItem>();
        var committedAt = clock.GetTimestamp();
        var toDo = new Queue<PendingWork>(items.Select(item => new PendingWork(item, 1)));
        while (toDo.TryDequeue(out var work))
        {
            try
            {
                if (!throttle.TryEnter())
                {
                    // Live traffic goes first, for as long as it takes: what is done is not kept waiting.
                    if (finished.Count > 0 && await CommitAsync(lease, finished, abandon) is not JobState.Running) return false;
                    finished.Clear();
                    await throttle.EnterAsync(abandon);
                }

                if (await TryAsync(lease.Spec, work, stored.GetValueOrDefault(work.Item.Listed.TrackId), abandon) is { } done) finished.Add(done);
                else toDo.Enqueue(work with { Try = work.Try + 1 });
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (clock.GetElapsedTime(committedAt) < options.CommitInterval || finished.Count == 0) continue;
            if (await CommitAsync(lease, finished, abandon) is not JobState.Running) return false;
            finished.Clear();
            committedAt = clock.GetTimestamp();
        }

        // Also when the job was cancelled or this silo stops: what was done is kept. A lost lease refuses it.
        return (finished.Count == 0 || await CommitAsync(lease, finished, abandon) is JobState.Running) && !abandon.IsCancellationRequested;
    }

    private Task<JobState?> CommitAsync(ChunkLease lease, IReadOnlyList<FinishedItem> finished, CancellationToken abandon) => BisectedCommit.RunAsync(
        finished,
        some => CommitTogetherAsync(lease, some, abandon),
        (item, error) =>
        {
            LogNotStored(error, lease.JobId, item.Result.Number);
            var refused = new ItemResult(item.Result.Number, ItemState.Failed, null, null, 0, $"Its result could not be stored ({error.GetType().Name}); the silo's log has the details.");
            return CommitTogetherAsync(lease, [new FinishedItem(refused with { Tries = item.Result.Tries }, null, null)], abandon);
        });

    private async Task<JobState?> CommitTogetherAsync(ChunkLease lease, IReadOnlyList<FinishedItem> finished, CancellationToken abandon)
    {
        var state = await commit.RunAsync(lease, [.. finished.Select(item => item.Result)], abandon);
        if (state is null) return null;
        metrics.Finished([.. finished.Select(item => item.Result)]);
        foreach (var item in finished)
        {
            observers.Scored(item.Scored);
            if (item.Route is { } route) exposures.Record(route.Exposures(clock.GetUtcNow()));
        }

        return state;
    }

    // Works on an item in the place that is held, and leaves it; null when it is to be tried again after the others.
    private async Task<FinishedItem?> TryAsync(BackfillSpec spec, PendingWork work, Track? stored, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        try
        {
            var done = await WorkAsync(spec, work.Item, stored, cancellationToken);
            var busy = done.Result.Content is null ? 0 : clock.GetElapsedTime(since).TotalSeconds;
            return done with { Result = done.Result with { Tries = work.Try, BusySeconds = busy } };
        }
        catch (Exception error) when (error is not (OperationCanceledException or CatalogException))
        {
            // One item's surprise is that item's error: the chunk goes on. A catalogue that is away is nobody's fault: the chunk waits for it.
            LogItemFailed(error, work.Item.Listed.TrackId, work.Try);
            if (work.Try < MaxTries) return null;
            var failed = FinishedItem.Failed(work.Item, $"Unexpected error ({error.GetType().Name}), {MaxTries} times; the silo's log has the details. Retry the job's failed items.");
            return failed with { Result = failed.Result with { Tries = work.Try } };
        }
        finally
        {
            throttle.Leave();
        }
    }

    private async Task<FinishedItem> WorkAsync(BackfillSpec spec, PendingItem item, Track? stored, CancellationToken cancellationToken)
    {
        if (spec.Rescore) return await batches.WorkAsync(spec, item, stored, cancellationToken);
        var input = FinishedItem.InputOf(spec, item, stored);
        return FinishedItem.Of(item, spec.DryRun ? await tagger.DryRunAsync(input, cancellationToken) : await tagger.TagAsync(input, cancellationToken), stored, spec.DryRun);
    }

    private async Task KeepAsync(ChunkLease lease, CancellationTokenSource abandon, CancellationToken done)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Lease / 3, clock);
            while (await timer.WaitForNextTickAsync(done))
            {
                if (await RenewAsync(lease, done)) continue;
                await abandon.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The chunk is done.
        }
    }

    private async Task<bool> RenewAsync(ChunkLease lease, CancellationToken done)
    {
        try
        {
            // A pause lets the item under way finish, within the lease; a lost lease or a cancelled job does not.
            return await store.RenewAsync(lease, options.Lease, done) is JobState.Running or JobState.Paused;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogRenewFailed(error, lease.JobId, lease.ChunkId);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Track {TrackId} failed with a surprise, the {Try}. time")]
    private partial void LogItemFailed(Exception error, string trackId, int @try);

    [LoggerMessage(Level = LogLevel.Error, Message = "The result of item {Number} of job {JobId} could not be stored, alone and twice; it is listed as failed")]
    private partial void LogNotStored(Exception error, string jobId, long number);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease on chunk {ChunkId} of job {JobId} could not be renewed; trying again")]
    private partial void LogRenewFailed(Exception error, string jobId, long chunkId);

    private sealed record PendingWork(PendingItem Item, int Try);
}
