using Cluster.Abstractions.Backfills;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>Commits results to a catalogue that may be away for a while. That is no item's fault: what is done waits for it, and is neither given up nor done again.</summary>
/// <param name="store">The queue.</param>
/// <param name="options">The lease, and the time between tries.</param>
/// <param name="clock">Waits.</param>
/// <param name="log">Is told of the first try that failed.</param>
public sealed partial class PatientCommit(IBackfillStore store, BackfillOptions options, TimeProvider clock, ILogger log)
{
    // A catalogue that answers everything else refuses what it is given; but for a full disk, on which a renewal finds room where results do not.
    private const int MaxRefusals = 3;

    /// <summary>Commits, however often it takes.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="results">Finished items.</param>
    /// <param name="abandon">Ends the patience: then the next error is thrown.</param>
    /// <returns>The job's state; null when the lease is lost: nothing was written.</returns>
    /// <exception cref="InvalidOperationException">The catalogue is there and does not take these results.</exception>
    /// <exception cref="CatalogException">The catalogue is away and the patience ended.</exception>
    public async Task<JobState?> RunAsync(ChunkLease lease, IReadOnlyList<ItemResult> results, CancellationToken abandon)
    {
        for (var (tries, refusals) = (1, 0); ; tries++)
        {
            try
            {
                return await store.CommitAsync(lease, results, CancellationToken.None);
            }
            catch (CatalogException error) when (!abandon.IsCancellationRequested)
            {
                if (tries == 1) LogAway(error, lease.ChunkId, lease.JobId);
                await Task.Delay(options.PollInterval, clock, abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (await AnswersAsync(lease, abandon) && error is not CatalogFullException && ++refusals == MaxRefusals) throw new InvalidOperationException("The catalogue is there and does not take the results.", error);
            }
        }
    }

    private async Task<bool> AnswersAsync(ChunkLease lease, CancellationToken abandon)
    {
        try
        {
            await store.RenewAsync(lease, options.Lease, abandon);
            return true;
        }
        catch (Exception error) when (error is CatalogException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalogue is away: the results of chunk {ChunkId} of job {JobId} wait for it")]
    private partial void LogAway(Exception error, long chunkId, string jobId);
}
