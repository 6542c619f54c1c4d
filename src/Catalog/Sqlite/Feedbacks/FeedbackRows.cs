using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Feedbacks;

/// <summary>Rows of feedback.</summary>
internal static class FeedbackRows
{
    public const string Names =
        "feedback_id, track_id, clip_index, start_us, duration_us, author, kind, verdict, emotion,"
        + " label, confidence, model_version, schema_id, predicted_at, content_hash, created_at, undone_at, feedback_no";

    private const string Insert =
        "INSERT INTO feedback (feedback_id, track_id, clip_index, start_us, duration_us, author, kind, verdict, emotion,"
        + " label, confidence, model_version, schema_id, predicted_at, content_hash, created_at)"
        + " VALUES ($id, $track, $clip, $start, $length, $author, $kind, $verdict, $emotion, $label, $confidence, $model, $schema, $predicted, $hash, $created)"
        + " ON CONFLICT (feedback_id) DO NOTHING";

    private const string MarkUndone = "UPDATE feedback SET undone_at = $at WHERE feedback_id = $id AND undone_at IS NULL";

    public const string FindOne = $"SELECT {Names} FROM feedback WHERE feedback_id = $id";

    public const string FindStanding =
        $"SELECT {Names} FROM feedback WHERE track_id = $track AND start_us = $start AND duration_us = $length AND undone_at IS NULL ORDER BY feedback_no";

    // The other columns of a group with a maximum are those of the row that has it.
    public const string FindRatings =
        "SELECT track_id, start_us, duration_us, kind, author, emotion, MAX(feedback_no) FROM feedback"
        + " WHERE undone_at IS NULL AND kind IN (SELECT value FROM json_each($kinds)) GROUP BY track_id, start_us, duration_us, kind, author";

    /// <summary>Adds feedback; false when its id is taken.</summary>
    public static bool TryAdd(SqliteSession session, Feedback feedback) => session.Prepare(Insert)
        .Set("$id", feedback.Id)
        .Set("$track", feedback.TrackId)
        .Set("$clip", feedback.ClipIndex)
        .Set("$start", feedback.Stretch.StartMicroseconds)
        .Set("$length", feedback.Stretch.DurationMicroseconds)
        .Set("$author", feedback.Author.Name)
        .Set("$kind", (long)feedback.Author.Kind)
        .Set("$verdict", (long)feedback.Verdict)
        .Set("$emotion", (long?)feedback.Emotion)
        .Set("$label", (long)feedback.Predicted.Label)
        .Set("$confidence", feedback.Predicted.Confidence)
        .Set("$model", feedback.Predicted.ModelVersion)
        .Set("$schema", feedback.Predicted.SchemaId)
        .Set("$predicted", feedback.Predicted.PredictedAt.ToTicks())
        .Set("$hash", feedback.ContentHash)
        .Set("$created", feedback.CreatedAt.ToTicks())
        .Execute() > 0;

    /// <summary>Marks feedback as taken back; false when it already is, or is not there.</summary>
    public static bool TryUndo(SqliteSession session, string id, DateTimeOffset at) => session.Prepare(MarkUndone).Set("$id", id).Set("$at", at.ToTicks()).Execute() > 0;

    /// <summary>One feedback; null when there is none.</summary>
    public static Feedback? Find(SqliteSession session, string id) => session.Prepare(FindOne).Set("$id", id).FirstOrDefault(Read);

    /// <summary>What stands on a stretch, oldest first.</summary>
    public static List<Feedback> Standing(SqliteSession session, string trackId, FeedbackStretch stretch) => session.Prepare(FindStanding)
        .Set("$track", trackId).Set("$start", stretch.StartMicroseconds).Set("$length", stretch.DurationMicroseconds).ToList(Read);

    /// <summary>Reads <see cref="Names"/>.</summary>
    public static Feedback Read(SqliteDataReader row) => new()
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
    public static long ReadNumber(SqliteDataReader row) => row.GetInt64(17);

    /// <summary>Reads a row of <see cref="FindRatings"/>; null where the author names no emotion.</summary>
    public static StandingRating? ReadRating(SqliteDataReader row) => row.Number(5) is { } emotion
        ? new StandingRating(
            row.GetString(0), new FeedbackStretch(row.GetInt64(1), row.GetInt64(2)), new FeedbackAuthor((AnnotatorKind)row.GetInt32(3), row.GetString(4)), (EmotionLabel)emotion)
        : null;
}
