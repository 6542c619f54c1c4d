using System.Buffers.Binary;
using System.Data.Common;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Rows of the feature cache. A content's rows are written and replaced together, so they are all there or none is.</summary>
internal static class FeatureRows
{
    private static readonly SqlColumns<FeatureCacheKey> Key = new()
    {
        { "content_hash", key => key.ContentHash },
        { "schema_id", key => key.SchemaId },
        { "clip_length_us", key => Microseconds(key.ClipLengthS) },
        { "clip_hop_us", key => Microseconds(key.ClipHopS) },
    };

    private static readonly SqlColumns<(AnalysedContent Content, DateTimeOffset Now)> SetColumns = MakeSetColumns();

    private static readonly SqlColumns<ClipRow> ClipColumns = new()
    {
        { "set_id", row => row.Set },
        { "clip_index", row => row.Index },
        { "start_s", row => row.Clip.StartS },
        { "duration_s", row => row.Clip.DurationS },
        { "vector", row => ToBytes(row.Clip.Values) },
    };

    private static readonly SqlInsert<(AnalysedContent Content, DateTimeOffset Now)> PutSets = new(
        "feature_set", SetColumns, $"ON CONFLICT ({Key.Names}) DO UPDATE SET {SetColumns.Excluded([.. Key.Select(column => column.Name)])}");

    private static readonly SqlInsert<ClipRow> InsertClips = new("feature_clip", ClipColumns);

    private const string DeleteClips = "DELETE FROM feature_clip WHERE set_id <in $sets>";

    private static readonly string FindSets = $"SELECT set_id, {Key.Names} FROM feature_set WHERE content_hash <in $hashes>";

    public static readonly string FindSet =
        $"SELECT set_id, clip_count, {TrackColumns.AudioColumns.Names} FROM feature_set WHERE "
        + string.Join(" AND ", Key.Select(column => $"{column.Name} = {column.Parameter}"));

    public static readonly string FindManySets =
        $"SELECT set_id, {Key.Names}, clip_count, {TrackColumns.AudioColumns.Names} FROM feature_set WHERE content_hash <in $hashes> AND schema_id <in $schemas>";

    public const string FindManyClips = "SELECT start_s, duration_s, vector, set_id FROM feature_clip WHERE set_id <in $sets> ORDER BY set_id, clip_index";

    public const string FindClips = "SELECT start_s, duration_s, vector FROM feature_clip WHERE set_id = $set ORDER BY clip_index";

    /// <summary>Stores what audio work yielded, under all of its schemas; what was there for a key is replaced.</summary>
    public static async Task PutAsync(SqlSession session, IEnumerable<AnalysedContent> contents, DateTimeOffset now)
    {
        // Two files may hold the same bytes. In one order everywhere, so that two transactions never wait for each other.
        var distinct = contents.SelectMany(content => content.Beside.Prepend(content)).GroupBy(content => StoredKey(content.Key)).Select(same => same.Last())
            .OrderBy(content => content.Key.ContentHash, StringComparer.Ordinal).ThenBy(content => content.Key.SchemaId, StringComparer.Ordinal).ToList();
        if (distinct.Count == 0) return;
        if (distinct.Exists(content => content.Audio.ContentHash != content.Key.ContentHash)) throw new ArgumentException("The content's key and audio name different hashes.");
        session.QueueInsert(PutSets, [.. distinct.Select(content => (content, now))]);
        var stored = await session.Prepare(FindSets).SetList("$hashes", [.. distinct.Select(content => content.Key.ContentHash).Distinct()]).ToListAsync(ReadSet).ConfigureAwait(false);
        var ids = stored.ToDictionary(set => set.Key, set => set.Id);
        session.Prepare(DeleteClips).SetList("$sets", [.. distinct.Select(content => ids[StoredKey(content.Key)])]).Queue();
        session.QueueInsert(InsertClips, [.. distinct.SelectMany(content => content.Clips.Select((clip, index) => new ClipRow(ids[StoredKey(content.Key)], index, clip)))]);
    }

    /// <summary>Finds a content's features; null when they are not there.</summary>
    public static async Task<AnalysedContent?> FindAsync(SqlSession session, FeatureCacheKey key)
    {
        var found = await session.Prepare(FindSet).Set(Key, key)
            .FirstOrDefaultAsync(row => (Set: row.GetInt64(0), Count: row.GetInt32(1), Audio: TrackColumns.ReadAudio(row, 2))).ConfigureAwait(false);
        if (found.Audio is null) return null;
        var clips = await session.Prepare(FindClips).Set("$set", found.Set)
            .ToListAsync(ReadClip).ConfigureAwait(false);
        return clips.Count == found.Count ? new AnalysedContent(key, found.Audio, clips) : null;
    }

    /// <summary>Finds the features of many contents, in two queries for all.</summary>
    public static async Task<IReadOnlyList<AnalysedContent>> FindManyAsync(SqlSession session, IReadOnlyCollection<FeatureCacheKey> keys)
    {
        var wanted = keys.ToLookup(StoredKey);
        var sets = await session.Prepare(FindManySets)
            .SetList("$hashes", [.. keys.Select(key => key.ContentHash).Distinct(StringComparer.Ordinal)]).SetList("$schemas", [.. keys.Select(key => key.SchemaId).Distinct(StringComparer.Ordinal)])
            .ToListAsync(row => (Set: ReadSet(row), Count: row.GetInt32(5), Audio: TrackColumns.ReadAudio(row, 6))).ConfigureAwait(false);
        sets.RemoveAll(set => !wanted.Contains(set.Set.Key));
        if (sets.Count == 0) return [];
        var clips = (await session.Prepare(FindManyClips).SetList("$sets", sets.ConvertAll(set => set.Set.Id))
            .ToListAsync(row => (Set: row.GetInt64(3), Clip: ReadClip(row))).ConfigureAwait(false)).ToLookup(row => row.Set, row => row.Clip);
        var found = new List<AnalysedContent>(sets.Count);
        foreach (var (set, count, audio) in sets)
        {
            if (clips[set.Id].ToList() is { } own && own.Count == count) found.AddRange(wanted[set.Key].Select(key => new AnalysedContent(key, audio, own)));
        }

        return found;
    }

    private static CachedClipFeatures ReadClip(DbDataReader row) => new(row.GetDouble(0), row.GetDouble(1), FromBytes((byte[])row.GetValue(2)));

    private static SqlColumns<(AnalysedContent Content, DateTimeOffset Now)> MakeSetColumns()
    {
        var columns = new SqlColumns<(AnalysedContent Content, DateTimeOffset Now)>
        {
            { Key, row => row.Content.Key },
            { "clip_count", row => row.Content.Clips.Count },
            { "stored_at", row => row.Now.ToTicks() },
        };

        // The hash is the key's already.
        foreach (var column in TrackColumns.AudioColumns.Where(column => column.Name != "content_hash"))
            columns.Add(column.Of<(AnalysedContent Content, DateTimeOffset Now)>(row => row.Content.Audio));
        return columns;
    }

    private static (long Id, (string, string, long, long) Key) ReadSet(DbDataReader row) => (row.GetInt64(0), (row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)));

    private static (string Hash, string Schema, long Length, long Hop) StoredKey(FeatureCacheKey key) =>
        (key.ContentHash, key.SchemaId, Microseconds(key.ClipLengthS), Microseconds(key.ClipHopS));

    private static long Microseconds(double seconds) => (long)Math.Round(seconds * 1e6);

    // Little-endian on every machine, bit for bit: a NaN keeps its payload.
    private static byte[] ToBytes(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }

    private static float[] FromBytes(byte[] bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return values;
    }

    private sealed record ClipRow(long Set, int Index, CachedClipFeatures Clip);
}
