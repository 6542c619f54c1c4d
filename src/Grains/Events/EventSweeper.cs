using Cluster.Catalog.Events;
using Cluster.Grains.Sweeping;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Events;

/// <summary>Deletes events that are older than they are kept.</summary>
public sealed partial class EventSweeper(IEventStore store, EventOptions options, TimeProvider clock, ILogger<EventSweeper> log) : ISweeper
{
    private const int BatchSize = 1000;

    /// <inheritdoc/>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Retention;
        var deleted = await Batches.DeleteAsync(BatchSize, () => store.DeleteAsync(before, BatchSize, cancellationToken));
        if (deleted > 0) LogSwept(deleted, options.RetentionDays);
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} listening events of more than {Days} days ago")]
    private partial void LogSwept(long count, int days);
}
