using System.Data.Common;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Rows of clips.</summary>
internal static class ClipRows
{
    private static readonly SqlColumns<Clip> Columns = new()
    {
        { "track_id", clip => clip.TrackId },
        { "clip_index", clip => clip.Index },
        { "start_s", clip => clip.StartS },
        { "duration_s", clip => clip.DurationS },
        { PredictionColumns.All, clip => clip.Prediction },
    };

    // A clip that is there is changed: its track is not looked for again, as it is for each row that comes new.
    private static readonly SqlInsert<Clip> Upsert = new("clip", Columns, $"ON CONFLICT (track_id, clip_index) DO UPDATE SET {Columns.Excluded("track_id", "clip_index")}");

    private const string DeleteFrom = "DELETE FROM clip WHERE track_id <in $tracks> AND clip_index >= $count";

    public static readonly string Find = $"SELECT {Columns.Names} FROM clip WHERE track_id = $track AND clip_index = $index";
    public static readonly string FindAll = $"SELECT {Columns.Names} FROM clip WHERE track_id = $track ORDER BY clip_index";
    public static readonly string FindMany = $"SELECT {Columns.Names} FROM clip WHERE track_id <in $ids> ORDER BY track_id, clip_index";

    public static Clip Read(DbDataReader reader) => new()
    {
        TrackId = reader.GetString(0),
        Index = reader.GetInt32(1),
        StartS = reader.GetDouble(2),
        DurationS = reader.GetDouble(3),
        Prediction = PredictionColumns.Read(reader, 4),
    };

    /// <summary>The clips of tracks, by track and start.</summary>
    public static Task<List<Clip>> FindManyAsync(SqlSession session, IReadOnlyCollection<string> trackIds) =>
        session.Prepare(FindMany).SetList("$ids", trackIds).ToListAsync(Read);

    /// <summary>Makes each track's clips its only ones.</summary>
    /// <exception cref="ArgumentException">A clip is of another track.</exception>
    public static void Replace(SqlSession session, IReadOnlyCollection<Track> tracks)
    {
        var clips = new List<Clip>();
        foreach (var track in tracks.Where(track => !track.Clips.IsDefaultOrEmpty))
        {
            if (track.Clips.FirstOrDefault(clip => clip.TrackId != track.TrackId) is { } other)
                throw new ArgumentException($"Clip '{other.Id}' is not of track '{track.TrackId}'.");
            clips.AddRange(track.Clips);
        }

        foreach (var same in tracks.GroupBy(CountToKeep))
            session.Prepare(DeleteFrom).SetList("$tracks", [.. same.Select(track => track.TrackId)]).Set("$count", same.Key).Queue();
        session.QueueInsert(Upsert, clips);
    }

    // Those in front of this index are written over; where the numbers have gaps, all go first.
    private static int CountToKeep(Track track) =>
        track.Clips.IsDefaultOrEmpty || track.Clips.Max(clip => clip.Index) != track.Clips.Length - 1 ? 0 : track.Clips.Length;
}
