using Cluster.Catalog.Events;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Events;

/// <summary>Deletes events that are older than they are kept, a few at a time, so that nobody else's write waits long. Several silos may sweep at once.</summary>
public sealed partial class EventSweeper(IEventStore store, EventOptions options, TimeProvider clock, ILogger<EventSweeper> log)
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Deletes all that is too old.</summary>
    /// <returns>How many events that were.</returns>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Retention;
        long deleted = 0;
        int last;
        do
        {
            last = await store.DeleteAsync(before, BatchSize, cancellationToken);
            deleted += last;
        }
        while (last == BatchSize);
        if (deleted > 0) LogSwept(deleted, options.RetentionDays);
        return deleted;
    }

    /// <summary>Sweeps every hour until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogFailed(error);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} listening events of more than {Days} days ago")]
    private partial void LogSwept(long count, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old listening events could not be deleted; trying again later")]
    private partial void LogFailed(Exception error);
}
