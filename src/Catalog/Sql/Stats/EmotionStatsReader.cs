using Cluster.Catalog.Stats;

namespace Cluster.Catalog.Sql.Stats;

/// <summary>Counts of emotions on a database.</summary>
internal sealed class EmotionStatsReader(ISqlReads reads) : IEmotionStatsReader
{
    /// <inheritdoc/>
    public async Task<Page<EmotionStats>> ListAsync(EmotionStatsQuery query, CancellationToken cancellationToken)
    {
        var search = new EmotionStatsSearch(query);
        return await reads.RunSingleAsync(search.RunAsync, cancellationToken).ConfigureAwait(false);
    }
}
