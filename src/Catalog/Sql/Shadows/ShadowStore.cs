using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Shadows;

namespace Cluster.Catalog.Sql.Shadows;

/// <summary>What shadows said, on a database: samples are read along an index, tracks and labels by their keys.</summary>
internal sealed class ShadowStore(ISqlReads reads, ISqlWrites writes) : IShadowStore
{
    private const int MaxIds = 1000;
    private const int ScanFactor = 4;

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyCollection<ShadowPrediction> predictions, CancellationToken cancellationToken)
    {
        if (predictions.Count == 0) return Task.CompletedTask;
        return writes.RunAsync(
            async session =>
            {
                await ShadowRows.StoreAsync(session, predictions).ConfigureAwait(false);
                return predictions.Count;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutStatisticsAsync(IReadOnlyCollection<ScoringStatistics> statistics, CancellationToken cancellationToken)
    {
        if (statistics.Count == 0) return Task.CompletedTask;
        return writes.RunAsync(
            async session =>
            {
                await StatisticsRows.PutAsync(session, statistics).ConfigureAwait(false);
                return statistics.Count;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PredictionPairs> ReadPairsAsync(string candidate, string champion, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IShadowReader.MaxLimit);
        return reads.RunAsync(
            async session =>
            {
                var scan = (long)limit * ScanFactor;
                var sample = await session.Prepare(ShadowRows.FindSample).Set("$candidate", candidate).Set("$champion", champion).Set("$scan", scan).Set("$limit", limit + 1)
                    .ToListAsync(ShadowRows.ReadPair).ConfigureAwait(false);
                var whole = sample.Count <= limit && !await session.Prepare(ShadowRows.FindBeyond).Set("$candidate", candidate).Set("$scan", scan).AnyAsync().ConfigureAwait(false);
                if (sample.Count > limit) sample.RemoveAt(limit);
                var labelled = whole
                    ? sample.FindAll(pair => pair.Truth is not null)
                    : await session.Prepare(ShadowRows.FindLabelled).Set("$candidate", candidate).Set("$champion", champion).Set("$limit", limit).ToListAsync(ShadowRows.ReadPair)
                        .ConfigureAwait(false);
                return new PredictionPairs(sample, whole, labelled);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShadowedTrack>> ReadTracksAsync(IReadOnlyCollection<string> trackIds, IReadOnlyCollection<string> shadows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trackIds.Count, MaxIds, nameof(trackIds));
        return reads.RunAsync<IReadOnlyList<ShadowedTrack>>(
            async session =>
            {
                var rows = (await session.Prepare(ShadowRows.FindClips).SetList("$ids", trackIds).SetList("$shadows", shadows).ToListAsync(ShadowRows.ReadClip).ConfigureAwait(false))
                    .ToLookup(row => row.TrackId, StringComparer.Ordinal);
                return await session.Prepare(ShadowRows.FindTracks).SetList("$ids", trackIds)
                    .ToListAsync(row => new ShadowedTrack(row.GetString(0), row.GetDouble(1), [.. rows[row.GetString(0)].GroupBy(clip => clip.Index).Select(Clip)])).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListContradictedAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxIds);
        return reads.RunSingleAsync<IReadOnlyList<string>>(
            async session => await session.Prepare(ShadowRows.FindContradicted).Set("$after", after ?? string.Empty).Set("$limit", limit).ToListAsync(row => row.GetString(0)).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoringStatistics>> ReadStatisticsAsync(string modelVersion, CancellationToken cancellationToken) => reads.RunSingleAsync<IReadOnlyList<ScoringStatistics>>(
        async session => await session.Prepare(StatisticsRows.FindAll).Set("$model", modelVersion).ToListAsync(StatisticsRows.Read).ConfigureAwait(false), cancellationToken);

    private static ShadowedClip Clip(IEnumerable<(string TrackId, int Index, EmotionProbabilities Answer, EmotionProbabilities? Shadow)> rows)
    {
        var all = rows.ToList();
        return new ShadowedClip(all[0].Answer, [.. all.Where(row => row.Shadow is not null).Select(row => row.Shadow!.Value)]);
    }
}
