using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;

namespace Cluster.Grains.Backfills;

/// <summary>An item that is done but not committed.</summary>
/// <param name="Result">What is to be committed.</param>
/// <param name="Scored">What observers are told afterwards; null for nothing.</param>
/// <param name="Route">What the answer is an exposure of; null for nothing.</param>
public sealed record FinishedItem(ItemResult Result, ScoredTrack? Scored, ScoringRoute? Route)
{
    /// <summary>What tagging is asked about an item.</summary>
    public static TaggingInput InputOf(BackfillSpec spec, PendingItem item, Track? stored) =>
        new(item.Listed.TrackId, item.Listed.Path, item.Listed.Metadata, stored, spec.Force, AnalysisLane.Bulk);

    /// <summary>From what tagging yielded.</summary>
    /// <param name="item">The item.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="stored">The track as it was read; what equals it need not be written.</param>
    /// <param name="dryRun">Whether the job only counts.</param>
    public static FinishedItem Of(PendingItem item, TaggingResult result, Track? stored, bool dryRun)
    {
        if (result.Failure is { } failure) return Failed(item, failure.Message);
        var state = result.Unchanged ? ItemState.Unchanged : dryRun ? ItemState.Planned : ItemState.Tagged;
        var toWrite = result.Track == stored ? null : result.Track;
        return new FinishedItem(new ItemResult(item.Number, state, toWrite, result.Content, result.AnalysedSeconds, null), result.Scored, dryRun ? null : result.Route);
    }

    /// <summary>An item that has no result.</summary>
    public static FinishedItem Failed(PendingItem item, string error) => new(new ItemResult(item.Number, ItemState.Failed, null, null, 0, error), null, null);
}
