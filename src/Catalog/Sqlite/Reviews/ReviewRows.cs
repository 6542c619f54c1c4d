using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Reviews;
using Cluster.Catalog.Sqlite.Feedbacks;
using Cluster.Catalog.Sqlite.Tracks;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Reviews;

/// <summary>Rows of the review queue. Whatever a score depends on is written in one transaction with the score.</summary>
internal static class ReviewRows
{
    private const string Upsert =
        "INSERT INTO review_entry (track_id, disagreement, plays, score) VALUES ($track, $disagreement, $plays, $score)"
        + " ON CONFLICT (track_id) DO UPDATE SET disagreement = excluded.disagreement, plays = excluded.plays, score = excluded.score";

    private const string Delete = "DELETE FROM review_entry WHERE track_id = $track";

    public const string FindInputs =
        "SELECT t.decision, t.p_happy, t.p_sad, t.p_angry, t.p_relaxed, COALESCE(r.disagreement, 0.0), COALESCE(r.plays, 0), r.track_id IS NOT NULL"
        + " FROM track t LEFT JOIN review_entry r ON r.track_id = t.track_id WHERE t.track_id = $track";

    public const string FindFirst = "SELECT track_id, score, disagreement, plays FROM review_entry WHERE score IS NOT NULL ORDER BY score DESC, track_id LIMIT $limit";

    public const string FindNext =
        "SELECT track_id, score, disagreement, plays FROM review_entry WHERE score IS NOT NULL AND score <= $score AND (score < $score OR track_id > $after)"
        + " ORDER BY score DESC, track_id LIMIT $limit";

    private static readonly ReviewPriority Priority = new();

    /// <summary>Scores a track anew.</summary>
    /// <param name="session">Within a transaction.</param>
    /// <param name="trackId">The track.</param>
    /// <param name="disagreement">What other models say now; null: as stored.</param>
    /// <param name="plays">The traffic now; null: as stored.</param>
    /// <returns>False when there is no such track.</returns>
    public static bool Refresh(SqliteSession session, string trackId, double? disagreement = null, long? plays = null)
    {
        if (session.Prepare(FindInputs).Set("$track", trackId).FirstOrDefault(Read) is not { } stored) return false;
        var inputs = stored with { Disagreement = disagreement ?? stored.Disagreement, Plays = plays ?? stored.Plays };
        var score = IsWorthReview(inputs) && !IsLabelled(session, trackId) ? Score(trackId, inputs) : (double?)null;
        if (score is not null || inputs.Disagreement > 0 || inputs.Plays > 0)
        {
            session.Prepare(Upsert).Set("$track", trackId).Set("$disagreement", inputs.Disagreement).Set("$plays", inputs.Plays).Set("$score", score).Execute();
        }
        else if (inputs.HasRow)
        {
            session.Prepare(Delete).Set("$track", trackId).Execute();
        }

        return true;
    }

    private static bool IsWorthReview(Inputs inputs) => inputs.Decision is { } decision && (decision != TagDecision.Tagged || inputs.Disagreement > 0);

    // Whole, or every clip as it is cut now.
    private static bool IsLabelled(SqliteSession session, string trackId)
    {
        var labelled = session.Prepare(LabelRows.FindStretches).Set("$track", trackId).ToList(row => new FeedbackStretch(row.GetInt64(0), row.GetInt64(1))).ToHashSet();
        if (labelled.Count == 0 || labelled.Contains(FeedbackStretch.WholeTrack)) return labelled.Count > 0;
        var clips = session.Prepare(ClipRows.FindAll).Set("$track", trackId).ToList(ClipRows.Read);
        return clips.Count > 0 && clips.TrueForAll(clip => labelled.Contains(FeedbackStretch.Of(clip)));
    }

    // Probabilities add up to 1 but for the last digits; a margin a hair above 1 must not stop a write.
    private static double Score(string trackId, Inputs inputs) => Priority.Score(new ReviewCandidate(
        trackId, inputs.Decision!.Value, Math.Clamp(ReviewCandidate.MarginOf(inputs.Probabilities), 0, 1), inputs.Disagreement, inputs.Plays));

    private static Inputs Read(SqliteDataReader row)
    {
        var tagged = !row.IsDBNull(0);
        return new Inputs(
            tagged ? (TagDecision)row.GetInt32(0) : null,
            tagged ? new EmotionProbabilities(row.GetDouble(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4)) : default,
            row.GetDouble(5),
            row.GetInt64(6),
            row.GetBoolean(7));
    }

    private sealed record Inputs(TagDecision? Decision, EmotionProbabilities Probabilities, double Disagreement, long Plays, bool HasRow);
}
