using System.Runtime.CompilerServices;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>Lists the catalogue's own tracks that were analysed once, a page at a time, in the order of their ids.</summary>
/// <remarks>Tracks that come while it lists may or may not be met.</remarks>
internal static class CatalogueSource
{
    private const int PageSize = RescoringBatches.MaxTracks;

    /// <summary>Lists in batches.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ListedItem>> ListAsync(ITrackReader tracks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await tracks.SearchAsync(new TrackQuery { Sort = TrackSort.TrackId, Limit = PageSize, Cursor = cursor }, cancellationToken);
            var batch = page.Items.Where(track => track.Audio is not null)
                .Select(track => new ListedItem(track.TrackId, track.Audio!.Path, track.TrackId, TrackMetadata.Empty)).ToList();
            if (batch.Count > 0) yield return batch;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
