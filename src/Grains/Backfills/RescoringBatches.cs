using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Backfills;

/// <summary>Re-scores the items of a chunk, as many at once as their clips allow.</summary>
public sealed partial class RescoringBatches(ITrackReader tracks, TrackRescorer rescorer, ILogger<RescoringBatches> log)
{
    /// <summary>The most tracks of a batch.</summary>
    public const int MaxTracks = 64;

    // About 2 MB of features; a longer track is a batch of its own.
    private const int MaxClips = 2048;

    /// <summary>Re-scores the first of these items.</summary>
    /// <returns>What is to be committed, and of how many items; null for an error that any of them may be to blame for.</returns>
    /// <exception cref="CatalogException">The catalogue is away: nobody is to blame.</exception>
    public async Task<(IReadOnlyList<FinishedItem>? Finished, int Count)> TryAsync(BackfillSpec spec, IReadOnlyList<PendingItem> items, CancellationToken cancellationToken)
    {
        var count = Math.Min(items.Count, MaxTracks);
        try
        {
            var stored = (await tracks.FindManyAsync([.. items.Take(count).Select(item => item.Listed.TrackId)], cancellationToken)).ToDictionary(track => track.TrackId);
            count = Fit(items, count, stored);
            var inputs = items.Take(count).Select(item => FinishedItem.InputOf(spec, item, stored.GetValueOrDefault(item.Listed.TrackId))).ToList();
            var results = await rescorer.RescoreAsync(inputs, spec.DryRun, cancellationToken);
            return ([.. results.Select((result, i) => FinishedItem.Of(items[i], result, inputs[i].Stored, spec.DryRun))], count);
        }
        catch (Exception error) when (error is not (OperationCanceledException or CatalogException))
        {
            LogBatchFailed(error, count);
            return (null, count);
        }
    }

    /// <summary>Re-scores one item.</summary>
    public async Task<FinishedItem> WorkAsync(BackfillSpec spec, PendingItem item, Track? stored, CancellationToken cancellationToken) =>
        FinishedItem.Of(item, (await rescorer.RescoreAsync([FinishedItem.InputOf(spec, item, stored)], spec.DryRun, cancellationToken))[0], stored, spec.DryRun);

    private static int Fit(IReadOnlyList<PendingItem> items, int count, Dictionary<string, Track> stored)
    {
        var clips = 0;
        for (var i = 0; i < count; i++)
        {
            clips += stored.TryGetValue(items[i].Listed.TrackId, out var track) ? track.Clips.Length : 0;
            if (clips > MaxClips && i > 0) return i;
        }

        return count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} tracks could not be re-scored; they are tried one by one")]
    private partial void LogBatchFailed(Exception error, int count);
}
