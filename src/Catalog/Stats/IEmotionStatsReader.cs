namespace Cluster.Catalog.Stats;

/// <summary>Counts emotions over groups of tracks. Safe for concurrent use.</summary>
public interface IEmotionStatsReader
{
    /// <summary>Groups by their number of tracks, the largest first; equal ones by their key, by code points, years by number, and no key before any.</summary>
    /// <remarks>Each page counts anew: a group that changes its size between two pages may come twice or not at all; all others come once.</remarks>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<EmotionStats>> ListAsync(EmotionStatsQuery query, CancellationToken cancellationToken);
}
