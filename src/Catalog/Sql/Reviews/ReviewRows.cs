using System.Data.Common;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Reviews;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sql.Feedbacks;
using Cluster.Catalog.Sql.Tracks;

namespace Cluster.Catalog.Sql.Reviews;

/// <summary>Rows of the review queue. Whatever a score depends on is written in one transaction with the score, under the track's lock.</summary>
internal static class ReviewRows
{
    private static readonly SqlInsert<(Inputs Inputs, double? Score)> Upsert = new(
        "review_entry",
        new SqlColumns<(Inputs Inputs, double? Score)>
        {
            { "track_id", entry => entry.Inputs.TrackId },
            { "disagreement", entry => entry.Inputs.Disagreement },
            { "plays", entry => entry.Inputs.Plays },
            { "score", entry => entry.Score },
        },
        "ON CONFLICT (track_id) DO UPDATE SET disagreement = excluded.disagreement, plays = excluded.plays, score = excluded.score");

    private const string Delete = "DELETE FROM review_entry WHERE track_id <in $tracks>";

    public const string FindInputs =
        "SELECT t.track_id, t.decision, t.p_happy, t.p_sad, t.p_angry, t.p_relaxed, COALESCE(r.disagreement, 0.0), COALESCE(r.plays, 0),"
        + " CASE WHEN r.track_id IS NULL THEN 0 ELSE 1 END"
        + " FROM track t LEFT JOIN review_entry r ON r.track_id = t.track_id WHERE t.track_id <in $tracks> ORDER BY t.track_id";

    public const string FindFirst = "SELECT track_id, score, disagreement, plays FROM review_entry WHERE score IS NOT NULL ORDER BY score DESC, track_id LIMIT $limit";

    public const string FindNext =
        "SELECT track_id, score, disagreement, plays FROM review_entry WHERE score IS NOT NULL AND score <= $score AND (score < $score OR track_id > $after)"
        + " ORDER BY score DESC, track_id LIMIT $limit";

    private static readonly ReviewPriority Priority = new();

    /// <summary>Scores tracks anew.</summary>
    /// <param name="session">Within a transaction that holds the tracks' locks.</param>
    /// <param name="signals">The tracks with what is new about them; of two about one track the later one holds.</param>
    /// <returns>The tracks that exist.</returns>
    public static async Task<IReadOnlyCollection<string>> RefreshAsync(SqlSession session, IReadOnlyCollection<ReviewSignal> signals)
    {
        var byTrack = signals.ToLookup(signal => signal.TrackId, StringComparer.Ordinal);
        var found = await session.Prepare(FindInputs).SetList("$tracks", [.. byTrack.Select(track => track.Key)]).ToListAsync(Read).ConfigureAwait(false);
        var changed = found.ConvertAll(stored => stored with
        {
            Disagreement = byTrack[stored.TrackId].LastOrDefault(signal => signal.ShadowDisagreement is not null)?.ShadowDisagreement ?? stored.Disagreement,
            Plays = byTrack[stored.TrackId].LastOrDefault(signal => signal.Plays is not null)?.Plays ?? stored.Plays,
        });
        var labelled = await LabelledAsync(session, [.. changed.Where(IsWorthReview).Select(inputs => inputs.TrackId)]).ConfigureAwait(false);
        Write(session, changed.ConvertAll(inputs => (inputs, IsWorthReview(inputs) && !labelled.Contains(inputs.TrackId) ? Score(inputs) : (double?)null)));
        return [.. changed.Select(inputs => inputs.TrackId)];
    }

    private static void Write(SqlSession session, List<(Inputs Inputs, double? Score)> entries)
    {
        session.QueueInsert(Upsert, entries.FindAll(IsKept));
        var gone = entries.FindAll(entry => !IsKept(entry) && entry.Inputs.HasRow);
        if (gone.Count > 0) session.Prepare(Delete).SetList("$tracks", gone.ConvertAll(entry => entry.Inputs.TrackId)).Queue();
    }

    private static bool IsKept((Inputs Inputs, double? Score) entry) => entry.Score is not null || entry.Inputs.Disagreement > 0 || entry.Inputs.Plays > 0;

    private static bool IsWorthReview(Inputs inputs) => inputs.Decision is { } decision && (decision != TagDecision.Tagged || inputs.Disagreement > 0);

    // Labelled whole, or every clip as it is cut now.
    private static async Task<HashSet<string>> LabelledAsync(SqlSession session, string[] trackIds)
    {
        if (trackIds.Length == 0) return [];
        var stretches = (await session.Prepare(LabelRows.FindStretches).SetList("$tracks", trackIds)
            .ToListAsync(row => (Track: row.GetString(0), Stretch: new FeedbackStretch(row.GetInt64(1), row.GetInt64(2)))).ConfigureAwait(false))
            .ToLookup(row => row.Track, row => row.Stretch, StringComparer.Ordinal);
        var labelled = stretches.Where(track => track.Contains(FeedbackStretch.WholeTrack)).Select(track => track.Key).ToHashSet(StringComparer.Ordinal);
        var partly = stretches.Select(track => track.Key).Where(track => !labelled.Contains(track)).ToList();
        if (partly.Count == 0) return labelled;
        var clips = await ClipRows.FindManyAsync(session, partly).ConfigureAwait(false);
        labelled.UnionWith(clips.GroupBy(clip => clip.TrackId, StringComparer.Ordinal)
            .Where(track => track.All(clip => stretches[track.Key].Contains(FeedbackStretch.Of(clip)))).Select(track => track.Key));
        return labelled;
    }

    // Probabilities add up to 1 but for the last digits; a margin a hair above 1 must not stop a write.
    private static double Score(Inputs inputs) => Priority.Score(new ReviewCandidate(
        inputs.TrackId, inputs.Decision!.Value, Math.Clamp(ReviewCandidate.MarginOf(inputs.Probabilities), 0, 1), inputs.Disagreement, inputs.Plays));

    private static Inputs Read(DbDataReader row)
    {
        var tagged = !row.IsDBNull(1);
        return new Inputs(
            row.GetString(0),
            tagged ? (TagDecision)row.GetInt32(1) : null,
            tagged ? new EmotionProbabilities(row.GetDouble(2), row.GetDouble(3), row.GetDouble(4), row.GetDouble(5)) : default,
            row.GetDouble(6),
            row.GetInt64(7),
            row.Flag(8));
    }

    private sealed record Inputs(string TrackId, TagDecision? Decision, EmotionProbabilities Probabilities, double Disagreement, long Plays, bool HasRow);
}
