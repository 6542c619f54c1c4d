using System.Runtime.CompilerServices;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Modeling.Experiments;

namespace Cluster.Grains.Replays;

/// <summary>The tracks of a replay, streamed from the catalogue page by page. Tracks whose audio was never analysed are none.</summary>
internal static class ReplaySample
{
    private const int Page = 500;
    private const string Salt = "replay";

    /// <summary>All tracks, by id.</summary>
    public static async IAsyncEnumerable<Track> AllAsync(ITrackReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await reader.SearchAsync(new TrackQuery { Cursor = cursor, Limit = Page }, cancellationToken);
            foreach (var track in page.Items.Where(track => track.Audio is not null)) yield return track;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>The ids of the tracks whose hashes are smallest: the same for the same catalogue, and hardly others when it grows a little. Sorted.</summary>
    /// <remarks>Holds the sample's ids, never the catalogue's.</remarks>
    public static async Task<IReadOnlyList<string>> DrawAsync(ITrackReader reader, int size, CancellationToken cancellationToken)
    {
        // The greatest of those that are kept comes out first.
        var kept = new PriorityQueue<string, (uint Hash, string Id)>(Comparer<(uint Hash, string Id)>.Create((a, b) =>
            a.Hash != b.Hash ? b.Hash.CompareTo(a.Hash) : string.CompareOrdinal(b.Id, a.Id)));
        await foreach (var track in AllAsync(reader, cancellationToken))
        {
            kept.Enqueue(track.TrackId, (StickyHash.Of(Salt, track.TrackId), track.TrackId));
            if (kept.Count > size) kept.Dequeue();
        }

        return [.. kept.UnorderedItems.Select(item => item.Element).Order(StringComparer.Ordinal)];
    }

    /// <summary>The tracks of these ids that are still there.</summary>
    public static async IAsyncEnumerable<Track> OfAsync(ITrackReader reader, IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in ids.Chunk(Page))
        {
            foreach (var track in (await reader.FindManyAsync(part, cancellationToken)).Where(track => track.Audio is not null).OrderBy(track => track.TrackId, StringComparer.Ordinal))
                yield return track;
        }
    }
}
