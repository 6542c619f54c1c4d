using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>A silo's hands for backfills: lists sources and works on chunks, several at a time, until it is stopped.</summary>
/// <remarks>A chunk is held by a lease that is renewed while it is worked on; finished items are committed every second, so a killed process loses at most that.</remarks>
public sealed partial class BackfillWorker(
    IBackfillStore store,
    ChunkProcessor processor,
    SourceLister lister,
    IGrainFactory grains,
    BackfillSignal signal,
    BulkThrottle throttle,
    BackfillMetrics metrics,
    BackfillOptions options,
    TimeProvider clock,
    ILogger<BackfillWorker> log)
{
    private const int Listers = 3;
    private static readonly TimeSpan CountPeriod = TimeSpan.FromSeconds(10);
    private readonly string workerId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <summary>Works until the token is cancelled; then gives held chunks back and returns.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        // A long listing must not keep a more urgent job's waiting.
        var loops = Enumerable.Range(0, options.Concurrency).Select(hand => LoopAsync(token => WorkOnChunkAsync(hand, token), stop));
        return Task.WhenAll([.. loops, CountAsync(stop), .. Enumerable.Range(0, Listers).Select(_ => LoopAsync(ListAsync, stop))]);
    }

    private async Task LoopAsync(Func<CancellationToken, Task<bool>> step, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var woken = signal.Next();
            var worked = false;
            try
            {
                worked = await step(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The database may be away for a while: the work is still there when it comes back.
                LogStepFailed(error);
            }

            if (!worked) await IdleAsync(woken, stop);
        }
    }

    private async Task CountAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(CountPeriod, clock);
        try
        {
            do
            {
                try
                {
                    metrics.Pending(await store.CountPendingAsync(stop));
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogStepFailed(error);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task IdleAsync(Task woken, CancellationToken stop)
    {
        try
        {
            await woken.WaitAsync(options.PollInterval, clock, stop);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // Time to look again, or to stop.
        }
    }

    private async Task<bool> ListAsync(CancellationToken stop)
    {
        if (await store.ClaimListingAsync(workerId, options.Lease, stop) is not { } lease) return false;
        await lister.ListAsync(lease, signal.Raise, stop);
        await grains.GetGrain<IBackfillJobGrain>(lease.JobId).ProgressedAsync();
        return true;
    }

    private async Task<bool> WorkOnChunkAsync(int hand, CancellationToken stop)
    {
        // Hands that live traffic leaves no place for claim nothing: other silos may have room.
        if (hand >= throttle.Level) return false;

        // One hand takes what a dead worker held. Were there more, two such chunks might end in one process again and again, and the innocent one be given up with the other.
        if (await store.ClaimChunkAsync(workerId, options.Lease, hand == 0, stop) is not { } lease) return false;
        var since = clock.GetTimestamp();
        try
        {
            await processor.ProcessAsync(lease, stop);
            metrics.Chunk(clock.GetElapsedTime(since));
        }
        finally
        {
            // Idempotent: a chunk that is complete, or somebody else's by now, is left as it is.
            await store.ReleaseAsync(lease, CancellationToken.None);
        }

        await grains.GetGrain<IBackfillJobGrain>(lease.JobId).ProgressedAsync();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A backfill step failed and will be tried again")]
    private partial void LogStepFailed(Exception error);
}
