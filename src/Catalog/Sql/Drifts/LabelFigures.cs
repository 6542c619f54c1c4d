using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Drifts;

namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Labels with predictions on a database.</summary>
internal sealed class LabelFigures(ISqlReads reads) : ILabelFigures
{
    // Along the labels' time; the track or clip of each is found by its key.
    public const string FindLabelled =
        "SELECT COALESCE(c.p_happy, t.p_happy), COALESCE(c.p_sad, t.p_sad), COALESCE(c.p_angry, t.p_angry), COALESCE(c.p_relaxed, t.p_relaxed), l.emotion FROM label l"
        + " LEFT JOIN track t ON l.duration_us = 0 AND t.track_id = l.track_id AND t.model_version = $model"
        + " LEFT JOIN clip c ON l.duration_us > 0 AND c.track_id = l.track_id AND c.clip_index = l.clip_index AND c.model_version = $model"
        + " AND CAST(round(c.start_s * 1000000) AS BIGINT) = l.start_us"
        + " WHERE l.resolved_at > $after AND COALESCE(c.p_happy, t.p_happy) IS NOT NULL ORDER BY l.resolved_at DESC LIMIT $limit";

    // All labels: a few thousand as a rule, counted every few minutes.
    private const string CountLabels =
        "SELECT l.emotion, COUNT(*), CAST(SUM(CASE WHEN l.resolved_at > $since THEN 1 ELSE 0 END) AS BIGINT) FROM label l JOIN track t ON t.track_id = l.track_id WHERE t.content_hash IS NOT NULL GROUP BY l.emotion";

    /// <inheritdoc/>
    public Task<IReadOnlyList<LabelledPrediction>> ReadLabelledAsync(string modelVersion, DateTimeOffset after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return reads.RunSingleAsync<IReadOnlyList<LabelledPrediction>>(
            async session => await session.Prepare(FindLabelled).Set("$model", modelVersion).Set("$after", after.ToTicks()).Set("$limit", limit).ToListAsync(row => new LabelledPrediction(
                new EmotionProbabilities(row.GetDouble(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)), (EmotionLabel)row.GetInt32(4))).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<LabelCounts> CountLabelsAsync(DateTimeOffset since, CancellationToken cancellationToken) => reads.RunSingleAsync(
        async session =>
        {
            var byEmotion = new long[EmotionProbabilities.Count];
            var newer = 0L;
            var rows = await session.Prepare(CountLabels).Set("$since", since.ToTicks()).ToListAsync(row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2))).ConfigureAwait(false);
            foreach (var (emotion, all, recent) in rows)
            {
                byEmotion[emotion] = all;
                newer += recent;
            }

            return new LabelCounts(byEmotion, newer);
        },
        cancellationToken);
}
