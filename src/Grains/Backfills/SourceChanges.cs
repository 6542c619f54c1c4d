using Cluster.Catalog.Backfills;
using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills.Sources;

namespace Cluster.Grains.Backfills;

/// <summary>Finds what is new or changed in a source since a schedule has listed it: items of another size or time of last change. Whether their content changed too is seen by its hash when they are worked on.</summary>
public sealed class SourceChanges(IScheduleStore store, IFileProbe files, BackfillOptions options, TimeProvider clock)
{
    /// <summary>A file that changed less long ago may still be written to: it is left to the next look.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private const int BatchSize = 512;

    /// <summary>Whether anything is new or changed. Reads the source up to the first such item.</summary>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public async Task<bool> AnyAsync(string scheduleId, string source, CancellationToken cancellationToken)
    {
        await foreach (var batch in ListAsync(scheduleId, source, changesOnly: true, cancellationToken))
        {
            if (batch.Count > 0) return true;
        }

        return false;
    }

    /// <summary>Lists a source in batches, which may be empty, with what is to be remembered of each item once it is in a job.</summary>
    /// <param name="scheduleId">The schedule.</param>
    /// <param name="source">The source.</param>
    /// <param name="changesOnly">Leaves out what the schedule has seen as it is, and what may still be written to.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public async IAsyncEnumerable<IReadOnlyList<(ListedItem Listed, SeenItem Seen)>> ListAsync(
        string scheduleId, string source, bool changesOnly, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var entries = await Task.Run(() => BackfillSource.Open(source, [.. options.AllowedRoots]).GetEnumerator(), cancellationToken);
        while (await Task.Run(() => Take(entries, changesOnly), cancellationToken) is ({ } batch, var more))
        {
            var seen = changesOnly && batch.Count > 0 ? await store.FindSeenAsync(scheduleId, [.. batch.Select(entry => entry.Seen)], cancellationToken) : null;
            yield return seen is null ? batch : batch.FindAll(entry => !seen.Contains(entry.Seen.Item));
            if (!more) yield break;
        }
    }

    private (List<(ListedItem Listed, SeenItem Seen)> Batch, bool More) Take(IEnumerator<ListedItem> entries, bool changesOnly)
    {
        var now = clock.GetUtcNow();
        var batch = new List<(ListedItem, SeenItem)>(BatchSize);
        for (var taken = 0; taken < BatchSize; taken++)
        {
            if (!entries.MoveNext()) return (batch, false);
            var seen = Look(entries.Current);
            var age = now - seen.ModifiedAt;
            if (changesOnly && age >= TimeSpan.Zero && age < Settling) continue;
            batch.Add((entries.Current, seen));
        }

        return (batch, true);
    }

    private SeenItem Look(ListedItem item)
    {
        try
        {
            if (item.Error is null && files.Stat(item.Path) is { } stamp) return new SeenItem(item.Item, stamp.SizeBytes, stamp.ModifiedAt);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever works on it will say what is wrong with it, once.
        }

        return new SeenItem(item.Item, -1, DateTimeOffset.UnixEpoch);
    }
}
