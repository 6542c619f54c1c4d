using System.Data.Common;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;

namespace Cluster.Catalog.Sql.Feedbacks;

/// <summary>Rows of feedback.</summary>
internal static class FeedbackRows
{
    private static readonly SqlColumns<Feedback> Columns = new()
    {
        { "feedback_id", feedback => feedback.Id },
        { "track_id", feedback => feedback.TrackId },
        { "clip_index", feedback => feedback.ClipIndex },
        { "start_us", feedback => feedback.Stretch.StartMicroseconds },
        { "duration_us", feedback => feedback.Stretch.DurationMicroseconds },
        { "author", feedback => feedback.Author.Name },
        { "kind", feedback => (long)feedback.Author.Kind },
        { "verdict", feedback => (long)feedback.Verdict },
        { "emotion", feedback => (long?)feedback.Emotion },
        { "label", feedback => (long)feedback.Predicted.Label },
        { "confidence", feedback => feedback.Predicted.Confidence },
        { "model_version", feedback => feedback.Predicted.ModelVersion },
        { "schema_id", feedback => feedback.Predicted.SchemaId },
        { "predicted_at", feedback => feedback.Predicted.PredictedAt.ToTicks() },
        { "content_hash", feedback => feedback.ContentHash },
        { "created_at", feedback => feedback.CreatedAt.ToTicks() },
    };

    private static readonly SqlInsert<Feedback> Insert = new("feedback", Columns, "ON CONFLICT (feedback_id) DO NOTHING");

    public static readonly string Names = Columns.Names + ", undone_at, feedback_no";

    private const string MarkUndone = "UPDATE feedback SET undone_at = $at WHERE feedback_id = $id AND undone_at IS NULL";

    public static readonly string FindOne = $"SELECT {Names} FROM feedback WHERE feedback_id = $id";

    public static readonly string FindStanding =
        $"SELECT {Names} FROM feedback WHERE track_id = $track AND start_us = $start AND duration_us = $length AND undone_at IS NULL ORDER BY feedback_no";

    public const string FindRatings =
        "SELECT track_id, start_us, duration_us, kind, author, emotion FROM (SELECT track_id, start_us, duration_us, kind, author, emotion,"
        + " ROW_NUMBER() OVER (PARTITION BY track_id, start_us, duration_us, kind, author ORDER BY feedback_no DESC) AS place"
        + " FROM feedback WHERE undone_at IS NULL AND kind <in $kinds>) AS standing WHERE place = 1";

    /// <summary>Adds feedback; false when its id is taken.</summary>
    public static async Task<bool> TryAddAsync(SqlSession session, Feedback feedback) => await session.InsertAsync(Insert, [feedback]).ConfigureAwait(false) > 0;

    /// <summary>Marks feedback as taken back; false when it already is, or is not there.</summary>
    public static async Task<bool> TryUndoAsync(SqlSession session, string id, DateTimeOffset at) =>
        await session.Prepare(MarkUndone).Set("$id", id).Set("$at", at.ToTicks()).ExecuteAsync().ConfigureAwait(false) > 0;

    /// <summary>One feedback; null when there is none.</summary>
    public static Task<Feedback?> FindAsync(SqlSession session, string id) => session.Prepare(FindOne).Set("$id", id).FirstOrDefaultAsync(Read);

    /// <summary>What stands on a stretch, oldest first.</summary>
    public static Task<List<Feedback>> StandingAsync(SqlSession session, string trackId, FeedbackStretch stretch) => session.Prepare(FindStanding)
        .Set("$track", trackId).Set("$start", stretch.StartMicroseconds).Set("$length", stretch.DurationMicroseconds).ToListAsync(Read);

    /// <summary>Reads <see cref="Names"/>.</summary>
    public static Feedback Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        TrackId = row.GetString(1),
        ClipIndex = row.Number(2),
        Stretch = new FeedbackStretch(row.GetInt64(3), row.GetInt64(4)),
        Author = new FeedbackAuthor((AnnotatorKind)row.GetInt32(6), row.GetString(5)),
        Verdict = (FeedbackVerdict)row.GetInt32(7),
        Emotion = (EmotionLabel?)row.Number(8),
        Predicted = new PredictionSeen((EmotionLabel)row.GetInt32(9), row.GetDouble(10), row.GetString(11), row.GetString(12), row.Time(13)),
        ContentHash = row.Text(14),
        CreatedAt = row.Time(15),
        UndoneAt = row.TimeOrNull(16),
    };

    /// <summary>Reads the number that orders feedback.</summary>
    public static long ReadNumber(DbDataReader row) => row.GetInt64(17);

    /// <summary>Reads a row of <see cref="FindRatings"/>; null where the author names no emotion.</summary>
    public static StandingRating? ReadRating(DbDataReader row) => row.Number(5) is { } emotion
        ? new StandingRating(
            row.GetString(0), new FeedbackStretch(row.GetInt64(1), row.GetInt64(2)), new FeedbackAuthor((AnnotatorKind)row.GetInt32(3), row.GetString(4)), (EmotionLabel)emotion)
        : null;
}
