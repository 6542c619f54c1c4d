using System.Data.Common;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sql.Tracks;

namespace Cluster.Catalog.Sql.Feedbacks;

/// <summary>Rows of labels.</summary>
internal static class LabelRows
{
    private const string Upsert =
        "INSERT INTO label (track_id, start_us, duration_us, clip_index, emotion, weight, total, voters, resolved_at)"
        + " VALUES ($track, $start, $length, $clip, $emotion, $weight, $total, $voters, $resolved)"
        + " ON CONFLICT (track_id, start_us, duration_us) DO UPDATE SET clip_index = excluded.clip_index, emotion = excluded.emotion, weight = excluded.weight,"
        + " total = excluded.total, voters = excluded.voters, resolved_at = excluded.resolved_at";

    private const string Delete = "DELETE FROM label WHERE track_id = $track AND start_us = $start AND duration_us = $length";

    public const string FindStretches = "SELECT track_id, start_us, duration_us FROM label WHERE track_id <in $tracks>";

    public const string FindPage =
        "SELECT l.track_id, l.start_us, l.duration_us, l.clip_index, l.emotion, l.weight, l.total, l.voters, l.resolved_at,"
        + " t.title, t.artist, t.album, t.source, t.genre, t.year, t.path FROM label l LEFT JOIN track t ON t.track_id = l.track_id"
        + " WHERE (l.track_id, l.start_us, l.duration_us) > ($track, $start, $length) ORDER BY l.track_id, l.start_us, l.duration_us LIMIT $limit";

    /// <summary>Makes this the label of a stretch; no label where it does not decide.</summary>
    public static void Put(SqlSession session, Feedback about, ResolvedLabel label, DateTimeOffset at)
    {
        var statement = session.Prepare(label.Emotion is null ? Delete : Upsert)
            .Set("$track", about.TrackId)
            .Set("$start", about.Stretch.StartMicroseconds)
            .Set("$length", about.Stretch.DurationMicroseconds);
        if (label.Emotion is { } emotion)
        {
            statement.Set("$clip", about.ClipIndex).Set("$emotion", (long)emotion).Set("$weight", label.Weight).Set("$total", label.Total)
                .Set("$voters", label.Voters).Set("$resolved", at.ToTicks());
        }

        statement.Queue();
    }

    /// <summary>Reads a label of <see cref="FindPage"/>.</summary>
    public static TrackLabel Read(DbDataReader row) => new()
    {
        TrackId = row.GetString(0),
        Stretch = new FeedbackStretch(row.GetInt64(1), row.GetInt64(2)),
        ClipIndex = row.Number(3),
        Emotion = (EmotionLabel)row.GetInt32(4),
        Weight = row.GetDouble(5),
        Total = row.GetDouble(6),
        Voters = row.GetInt32(7),
        ResolvedAt = row.Time(8),
        Metadata = TrackColumns.ReadMetadata(row, 9),
        Path = row.Text(15),
    };
}
