using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>Rows of clips.</summary>
internal static class ClipRows
{
    private const string Names = "track_id, clip_index, start_s, duration_s, " + PredictionColumns.Names;
    private const string Insert = $"INSERT INTO clip ({Names}) VALUES ($track, $index, $start, $duration, {PredictionColumns.Parameters})";
    private const string DeleteAll = "DELETE FROM clip WHERE track_id = $track";

    public const string Find = $"SELECT {Names} FROM clip WHERE track_id = $track AND clip_index = $index";
    public const string FindAll = $"SELECT {Names} FROM clip WHERE track_id = $track ORDER BY clip_index";
    public const string FindMany = $"SELECT {Names} FROM clip WHERE track_id IN (SELECT value FROM json_each($ids)) ORDER BY track_id, clip_index";

    public static Clip Read(SqliteDataReader reader) => new()
    {
        TrackId = reader.GetString(0),
        Index = reader.GetInt32(1),
        StartS = reader.GetDouble(2),
        DurationS = reader.GetDouble(3),
        Prediction = PredictionColumns.Read(reader, 4),
    };

    /// <summary>Makes these the track's clips.</summary>
    /// <exception cref="ArgumentException">A clip is of another track.</exception>
    public static void Replace(SqliteSession session, string trackId, ImmutableArray<Clip> clips)
    {
        session.Prepare(DeleteAll).Set("$track", trackId).Execute();
        if (clips.IsDefaultOrEmpty) return;
        var insert = session.Prepare(Insert);
        foreach (var clip in clips)
        {
            if (clip.TrackId != trackId) throw new ArgumentException($"Clip '{clip.Id}' is not of track '{trackId}'.");
            insert.Set("$track", trackId).Set("$index", clip.Index).Set("$start", clip.StartS).Set("$duration", clip.DurationS).Set(clip.Prediction).Execute();
        }
    }
}
