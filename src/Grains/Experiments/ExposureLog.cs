using System.Collections.Concurrent;
using System.Threading.Channels;
using Cluster.Catalog.Experiments;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Experiments;

/// <summary>Takes note of exposures, off the answering path.</summary>
public interface IExposureLog
{
    /// <summary>Takes note. It returns at once; what does not fit is dropped and counted, and comes again with the unit's next answer.</summary>
    void Record(IEnumerable<Exposure> exposures);
}

/// <summary>Writes exposures in batches from a bounded queue.</summary>
/// <remarks>Units that this silo has written already are known for a while, so that a page that is looked at all day costs no writes; the store knows the rest.</remarks>
public sealed partial class ExposureLog(IExposureStore store, TimeProvider clock, ILogger<ExposureLog> log) : IExposureLog
{
    /// <summary>Exposures that may wait.</summary>
    public const int QueueLength = 10_000;

    private const int BatchSize = 500;
    private const int MaxKnown = 100_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<Exposure> queue = Channel.CreateBounded<Exposure>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly ConcurrentDictionary<(string Experiment, string Unit, bool Failed), bool> known = new();
    private long dropped;

    /// <summary>Exposures that were dropped since the silo started.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public void Record(IEnumerable<Exposure> exposures)
    {
        foreach (var exposure in exposures)
        {
            if (known.ContainsKey(KeyOf(exposure)) || queue.Writer.TryWrite(exposure)) continue;
            if (Interlocked.Increment(ref dropped) == 1) LogDropping(QueueLength);
        }
    }

    /// <summary>Writes until it is told to stop, then what is still in the queue.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken)) await WriteAsync(TakeBatch(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }

        await FlushAsync();
    }

    /// <summary>Writes what is in the queue now; what the store does not take is dropped and counted.</summary>
    public async Task FlushAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            try
            {
                await StoreAsync(batch);
            }
            catch (Exception error)
            {
                Interlocked.Add(ref dropped, batch.Count);
                LogWriteFailed(error, batch.Count);
            }
        }
    }

    // A batch that fails is written again, whole: a unit that is there already stays as it is. Meanwhile the queue fills, and then drops.
    private async Task WriteAsync(List<Exposure> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await StoreAsync(batch);
                return;
            }
            catch (Exception error)
            {
                LogWriteFailed(error, batch.Count);
            }

            try
            {
                await Task.Delay(RetryDelay, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Add(ref dropped, batch.Count);
                throw;
            }
        }
    }

    private async Task StoreAsync(List<Exposure> batch)
    {
        await store.RecordAsync(batch, CancellationToken.None);
        if (known.Count > MaxKnown) known.Clear();
        foreach (var exposure in batch) known[KeyOf(exposure)] = true;
    }

    private List<Exposure> TakeBatch()
    {
        var batch = new List<Exposure>();
        while (batch.Count < BatchSize && queue.Reader.TryRead(out var exposure)) batch.Add(exposure);
        return batch;
    }

    private static (string, string, bool) KeyOf(Exposure exposure) => (exposure.ExperimentId, exposure.Unit, exposure.Failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Length} exposures wait to be written: further ones are dropped and counted")]
    private partial void LogDropping(int length);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} exposures could not be written")]
    private partial void LogWriteFailed(Exception error, int count);
}
