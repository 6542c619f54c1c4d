using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sql.Reviews;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Rows of tracks, with their clips.</summary>
internal static class TrackRows
{
    private static readonly SqlInsert<Track> InsertNew = new("track", TrackColumns.All, "ON CONFLICT (track_id) DO NOTHING");

    private static readonly SqlInsert<Track> InsertOrMerge = new(
        "track",
        TrackColumns.All,
        "ON CONFLICT (track_id) DO UPDATE SET version = track.version + 1, "
        + string.Join(", ", TrackColumns.MetadataColumns.Select(column => $"{column.Name} = COALESCE(excluded.{column.Name}, track.{column.Name})"))
        + ", " + TrackColumns.All.Excluded(["track_id", "version", .. TrackColumns.MetadataColumns.Select(column => column.Name)]));

    // One statement: whoever comes second finds another version and changes nothing.
    private static readonly string UpdateVersion =
        $"UPDATE track SET version = version + 1, {TrackColumns.All.Assigned("track_id", "version")} WHERE track_id = $track_id AND version = $version";

    public static readonly string Find = $"SELECT {TrackColumns.All.Names} FROM track WHERE track_id = $id";
    public static readonly string FindMany = $"SELECT {TrackColumns.All.Names} FROM track WHERE track_id <in $ids> ORDER BY track_id";
    public const string FindVersion = "SELECT version FROM track WHERE track_id = $id";

    /// <summary>The tracks among these ids that exist, with their clips.</summary>
    public static async Task<IReadOnlyList<Track>> FindAllAsync(SqlSession session, IReadOnlyCollection<string> ids)
    {
        var tracks = await session.Prepare(FindMany).SetList("$ids", ids).ToListAsync(TrackColumns.Read).ConfigureAwait(false);
        var clips = (await ClipRows.FindManyAsync(session, ids).ConfigureAwait(false)).ToLookup(clip => clip.TrackId, StringComparer.Ordinal);
        return [.. tracks.Select(track => track with { Clips = [.. clips[track.TrackId]] })];
    }

    /// <summary>Writes a track whose stored version is still the given one; false when it is not.</summary>
    public static async Task<bool> TrySaveAsync(SqlSession session, Track track)
    {
        session.LockTracks([track.TrackId]);
        var changed = track.Version == 0
            ? await session.InsertAsync(InsertNew, [track with { Version = 1 }]).ConfigureAwait(false)
            : await session.Prepare(UpdateVersion).Set(TrackColumns.All, track).ExecuteAsync().ConfigureAwait(false);
        if (changed == 0) return false;
        await FollowAsync(session, [track]).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes tracks whatever is stored, no two of one id; metadata that are stored and that these lack are kept.</summary>
    public static async Task MergeAsync(SqlSession session, IReadOnlyCollection<Track> tracks)
    {
        if (tracks.Count == 0) return;
        session.LockTracks([.. tracks.Select(track => track.TrackId)]);
        session.QueueInsert(InsertOrMerge, [.. tracks.Select(track => track with { Version = 1 })]);
        await FollowAsync(session, tracks).ConfigureAwait(false);
    }

    private static async Task FollowAsync(SqlSession session, IReadOnlyCollection<Track> tracks)
    {
        ClipRows.Replace(session, tracks);
        await ReviewRows.RefreshAsync(session, [.. tracks.Select(track => new ReviewSignal(track.TrackId, null, null))]).ConfigureAwait(false);
    }
}
