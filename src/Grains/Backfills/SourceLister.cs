using System.Runtime.CompilerServices;
using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Backfills.Sources;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>Lists a job's source into chunks. A listing that was cut off starts over: entries that are there already are left as they are.</summary>
public sealed partial class SourceLister(IBackfillStore store, ITrackReader tracks, IScheduleStore schedules, SourceChanges changes, BackfillOptions options, ILogger<SourceLister> log)
{
    /// <summary>Lists until the source ends or the lease is lost. A source that cannot be read fails the job.</summary>
    /// <param name="lease">The right to list.</param>
    /// <param name="appended">Called after each stored chunk.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public async Task ListAsync(ListingLease lease, Action appended, CancellationToken cancellationToken)
    {
        try
        {
            if (lease.Spec is { Rescore: false, ScheduleId: { } schedule })
            {
                await ListRunAsync(lease, schedule, appended, cancellationToken);
                return;
            }

            var batches = lease.Spec.Rescore ? CatalogueSource.ListAsync(tracks, cancellationToken) : ReadAsync(lease.Spec.Source, cancellationToken);
            await foreach (var batch in batches)
            {
                if (!await store.AppendItemsAsync(lease, batch, cancellationToken)) return;
                appended();
            }

            await store.CompleteListingAsync(lease, cancellationToken);
        }
        catch (SourceException error)
        {
            LogSourceFailed(lease.JobId, error.Message);
            await store.TransitionAsync(lease.JobId, [JobState.Queued, JobState.Running], JobState.Failed, error.Message, CancellationToken.None);
        }
    }

    // An item is remembered once it is in the job: a listing that is cut off in between meets it again, and the job has it already.
    private async Task ListRunAsync(ListingLease lease, string schedule, Action appended, CancellationToken cancellationToken)
    {
        await foreach (var batch in changes.ListAsync(schedule, lease.Spec.Source, lease.Spec.ChangesOnly, cancellationToken))
        {
            foreach (var chunk in batch.Chunk(options.ChunkSize))
            {
                if (!await store.AppendItemsAsync(lease, [.. chunk.Select(entry => entry.Listed)], cancellationToken)) return;
                appended();
            }

            if (batch.Count > 0) await schedules.RememberAsync(schedule, [.. batch.Select(entry => entry.Seen)], cancellationToken);
        }

        await store.CompleteListingAsync(lease, cancellationToken);
    }

    // Lazy: file systems answer when they please, so the entries are pulled on a pool thread, a chunk at a time.
    private async IAsyncEnumerable<IReadOnlyList<ListedItem>> ReadAsync(string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var entries = BackfillSource.Open(source, [.. options.AllowedRoots]).GetEnumerator();
        while (await Task.Run(() => Take(entries, options.ChunkSize), cancellationToken) is { Count: > 0 } batch) yield return batch;
    }

    private static List<ListedItem> Take(IEnumerator<ListedItem> entries, int count)
    {
        var batch = new List<ListedItem>(count);
        while (batch.Count < count && entries.MoveNext()) batch.Add(entries.Current);
        return batch;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The source of job {JobId} cannot be listed: {Reason}")]
    private partial void LogSourceFailed(string jobId, string reason);
}
