using Cluster.Catalog.Backfills;
using Cluster.Grains.Sweeping;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>Deletes the items of jobs that ended long ago, so that a catalogue that is tagged anew every week does not carry every week's list for ever.</summary>
public sealed partial class BackfillSweeper(IBackfillStore store, BackfillOptions options, TimeProvider clock, ILogger<BackfillSweeper> log) : ISweeper
{
    private const int BatchChunks = 100;

    /// <inheritdoc/>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(options.RetentionDays);
        var deleted = await Batches.DeleteAsync(BatchChunks, () => store.SweepAsync(before, BatchChunks, cancellationToken));
        if (deleted > 0) LogSwept(deleted, options.RetentionDays);
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted the items of {Count} chunks of backfills that ended more than {Days} days ago; the jobs keep their counts")]
    private partial void LogSwept(long count, int days);
}
