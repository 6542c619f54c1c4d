using System.Data.Common;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Shadows;

namespace Cluster.Catalog.Sql.Shadows;

/// <summary>Rows of shadows' predictions.</summary>
internal static class ShadowRows
{
    // Starts and lengths of clips are seconds, those of predictions microseconds; a clip is the same within 2 ms, as everywhere.
    private const string SameStretch = "ABS(c.start_s * 1000000.0 - p.start_us) < 2000.0 AND ABS(c.duration_s * 1000000.0 - p.duration_us) < 2000.0";

    private static readonly SqlColumns<ShadowPrediction> Columns = new()
    {
        { "model_version", prediction => prediction.ModelVersion },
        { "track_id", prediction => prediction.TrackId },
        { "clip_index", prediction => prediction.ClipIndex },
        { "start_us", prediction => prediction.Stretch.StartMicroseconds },
        { "duration_us", prediction => prediction.Stretch.DurationMicroseconds },
        { "content_hash", prediction => prediction.ContentHash },
        { "schema_id", prediction => prediction.SchemaId },
        { "p_happy", prediction => prediction.Probabilities.Happy },
        { "p_sad", prediction => prediction.Probabilities.Sad },
        { "p_angry", prediction => prediction.Probabilities.Angry },
        { "p_relaxed", prediction => prediction.Probabilities.Relaxed },
        { "tempo_bpm", prediction => prediction.TempoBpm },
        { "predicted_at", prediction => prediction.PredictedAt.ToTicks() },
        { "sample_key", prediction => SampleKey.Of(prediction.TrackId, prediction.ClipIndex) },
    };

    private static readonly SqlInsert<ShadowPrediction> Put = new(
        "shadow_prediction",
        Columns,
        $"ON CONFLICT (model_version, track_id, clip_index) DO UPDATE SET {Columns.Excluded("model_version", "track_id", "clip_index")}"
        + " WHERE excluded.predicted_at >= shadow_prediction.predicted_at");

    public const string FindExisting = "SELECT track_id FROM track WHERE track_id <in $tracks>";

    private const string PairColumns =
        "SELECT p.track_id, p.clip_index, COALESCE(c.p_happy, q.p_happy), COALESCE(c.p_sad, q.p_sad), COALESCE(c.p_angry, q.p_angry), COALESCE(c.p_relaxed, q.p_relaxed),"
        + " p.p_happy, p.p_sad, p.p_angry, p.p_relaxed, COALESCE(l.emotion, w.emotion), t.artist, t.genre, p.tempo_bpm";

    private const string PairJoins =
        " JOIN track t ON t.track_id = p.track_id AND t.content_hash = p.content_hash"
        + $" LEFT JOIN clip c ON c.track_id = p.track_id AND c.clip_index = p.clip_index AND c.model_version = $champion AND {SameStretch}"
        + " LEFT JOIN shadow_prediction q ON q.model_version = $champion AND q.track_id = p.track_id AND q.clip_index = p.clip_index AND q.content_hash = p.content_hash"
        + " AND q.start_us = p.start_us AND q.duration_us = p.duration_us"
        + " LEFT JOIN label l ON l.track_id = p.track_id AND l.start_us = p.start_us AND l.duration_us = p.duration_us"
        + " LEFT JOIN label w ON w.track_id = p.track_id AND w.start_us = 0 AND w.duration_us = 0"
        + " WHERE COALESCE(c.track_id, q.track_id) IS NOT NULL";

    public const string FindSample =
        PairColumns + " FROM (SELECT * FROM shadow_prediction WHERE model_version = $candidate ORDER BY sample_key LIMIT $scan) p" + PairJoins + " ORDER BY p.sample_key LIMIT $limit";

    public const string FindLabelled =
        PairColumns + " FROM (SELECT DISTINCT track_id FROM label) g JOIN shadow_prediction p ON p.model_version = $candidate AND p.track_id = g.track_id" + PairJoins
        + " AND COALESCE(l.emotion, w.emotion) IS NOT NULL ORDER BY p.sample_key LIMIT $limit";

    public const string FindBeyond = "SELECT 1 FROM shadow_prediction WHERE model_version = $candidate ORDER BY sample_key LIMIT 1 OFFSET $scan";

    public const string FindTracks =
        "SELECT t.track_id, COALESCE(r.disagreement, 0.0) FROM track t LEFT JOIN review_entry r ON r.track_id = t.track_id"
        + " WHERE t.track_id <in $ids> ORDER BY t.track_id";

    public const string FindClips =
        "SELECT c.track_id, c.clip_index, c.p_happy, c.p_sad, c.p_angry, c.p_relaxed, p.p_happy, p.p_sad, p.p_angry, p.p_relaxed FROM clip c JOIN track t ON t.track_id = c.track_id"
        + " LEFT JOIN shadow_prediction p ON p.track_id = c.track_id AND p.clip_index = c.clip_index AND p.content_hash = t.content_hash AND p.model_version <> c.model_version"
        + $" AND p.model_version <in $shadows> AND {SameStretch}"
        + " WHERE c.track_id <in $ids> AND c.label IS NOT NULL ORDER BY c.track_id, c.clip_index";

    public const string FindContradicted = "SELECT track_id FROM review_entry WHERE disagreement > 0 AND track_id > $after ORDER BY track_id LIMIT $limit";

    /// <summary>Stores predictions, but for those of which a later one is there, or whose track is not.</summary>
    public static async Task StoreAsync(SqlSession session, IReadOnlyCollection<ShadowPrediction> predictions)
    {
        string[] tracks = [.. predictions.Select(prediction => prediction.TrackId).Distinct(StringComparer.Ordinal)];
        var existing = (await session.Prepare(FindExisting).SetList("$tracks", tracks).ToListAsync(row => row.GetString(0)).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

        // Each key once, and in one order everywhere, so that two transactions never wait for each other.
        List<ShadowPrediction> latest =
        [
            .. predictions.Where(prediction => existing.Contains(prediction.TrackId))
                .GroupBy(prediction => (prediction.ModelVersion, prediction.TrackId, prediction.ClipIndex)).Select(same => same.MaxBy(prediction => prediction.PredictedAt)!)
                .OrderBy(prediction => prediction.TrackId, StringComparer.Ordinal).ThenBy(prediction => prediction.ModelVersion, StringComparer.Ordinal).ThenBy(prediction => prediction.ClipIndex),
        ];
        if (latest.Count > 0) await session.InsertAsync(Put, latest).ConfigureAwait(false);
    }

    /// <summary>Reads a row of <see cref="FindSample"/> or <see cref="FindLabelled"/>.</summary>
    public static PairedPrediction ReadPair(DbDataReader row) => new(
        new ClipId(row.GetString(0), row.GetInt32(1)), Probabilities(row, 2), Probabilities(row, 6), (EmotionLabel?)row.Number(10), row.Text(11), row.Text(12), row.IsDBNull(13) ? null : row.GetDouble(13));

    /// <summary>Reads a row of <see cref="FindClips"/>: the shadow's part is null where none has scored the clip.</summary>
    public static (string TrackId, int Index, EmotionProbabilities Answer, EmotionProbabilities? Shadow) ReadClip(DbDataReader row) =>
        (row.GetString(0), row.GetInt32(1), Probabilities(row, 2), row.IsDBNull(6) ? null : Probabilities(row, 6));

    private static EmotionProbabilities Probabilities(DbDataReader row, int at) =>
        new(row.GetDouble(at), row.GetDouble(at + 1), row.GetDouble(at + 2), row.GetDouble(at + 3));
}
