using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Sqlite.Reviews;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>Rows of tracks, with their clips.</summary>
internal static class TrackRows
{
    private const string Insert = $"INSERT INTO track ({TrackColumns.Names}) VALUES ({TrackColumns.Parameters})";

    private const string Everything = """
        path = excluded.path, size_bytes = excluded.size_bytes, modified_at = excluded.modified_at, content_hash = excluded.content_hash,
        duration_s = excluded.duration_s, sample_rate = excluded.sample_rate, channels = excluded.channels, bitrate_kbps = excluded.bitrate_kbps,
        label = excluded.label, confidence = excluded.confidence, p_happy = excluded.p_happy, p_sad = excluded.p_sad, p_angry = excluded.p_angry,
        p_relaxed = excluded.p_relaxed, decision = excluded.decision, model_version = excluded.model_version, schema_id = excluded.schema_id,
        predicted_at = excluded.predicted_at, method = excluded.method, clip_count = excluded.clip_count
        """;

    private const string InsertNew = Insert + " ON CONFLICT (track_id) DO NOTHING";

    // One statement: whoever comes second finds another version and changes nothing. A row that is not there is not made: its version cannot be met.
    private const string UpdateVersion =
        $"INSERT INTO track ({TrackColumns.Names}) SELECT {TrackColumns.Parameters} WHERE EXISTS (SELECT 1 FROM track WHERE track_id = $id)"
        + " ON CONFLICT (track_id) DO UPDATE SET version = track.version + 1, title = excluded.title, artist = excluded.artist, album = excluded.album,"
        + $" source = excluded.source, genre = excluded.genre, year = excluded.year, {Everything} WHERE track.version = $version";

    private const string InsertOrMerge =
        Insert + " ON CONFLICT (track_id) DO UPDATE SET version = track.version + 1, title = COALESCE(excluded.title, track.title),"
        + " artist = COALESCE(excluded.artist, track.artist), album = COALESCE(excluded.album, track.album), source = COALESCE(excluded.source, track.source),"
        + $" genre = COALESCE(excluded.genre, track.genre), year = COALESCE(excluded.year, track.year), {Everything}";

    public const string Find = $"SELECT {TrackColumns.Names} FROM track WHERE track_id = $id";
    public const string FindMany = $"SELECT {TrackColumns.Names} FROM track WHERE track_id IN (SELECT value FROM json_each($ids)) ORDER BY track_id";
    public const string FindVersion = "SELECT version FROM track WHERE track_id = $id";

    /// <summary>The tracks among these ids that exist, with their clips.</summary>
    /// <param name="session">The catalogue.</param>
    /// <param name="ids">A JSON array of ids.</param>
    public static IReadOnlyList<Track> FindAll(SqliteSession session, string ids)
    {
        var tracks = session.Prepare(FindMany).Set("$ids", ids).ToList(TrackColumns.Read);
        var clips = session.Prepare(ClipRows.FindMany).Set("$ids", ids).ToList(ClipRows.Read).ToLookup(clip => clip.TrackId, StringComparer.Ordinal);
        return [.. tracks.Select(track => track with { Clips = [.. clips[track.TrackId]] })];
    }

    /// <summary>Writes a track whose stored version is still the given one; false when it is not.</summary>
    public static bool TrySave(SqliteSession session, Track track)
    {
        var isNew = track.Version == 0;
        var statement = session.Prepare(isNew ? InsertNew : UpdateVersion).Set(track).Set("$version", isNew ? 1L : track.Version);
        if (statement.Execute() == 0) return false;
        ClipRows.Replace(session, track.TrackId, track.Clips);
        ReviewRows.Refresh(session, track.TrackId);
        return true;
    }

    /// <summary>Writes a track whatever is stored; metadata that are stored and that this one lacks are kept.</summary>
    public static void Merge(SqliteSession session, Track track)
    {
        session.Prepare(InsertOrMerge).Set(track).Set("$version", 1L).Execute();
        ClipRows.Replace(session, track.TrackId, track.Clips);
        ReviewRows.Refresh(session, track.TrackId);
    }
}
