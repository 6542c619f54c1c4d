using System.Buffers.Binary;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>Rows of the feature cache. A content's rows are written and replaced together, so they are all there or none is.</summary>
internal static class FeatureRows
{
    private const string KeyColumns = "content_hash = $hash AND schema_id = $schema AND clip_length_us = $length AND clip_hop_us = $hop";
    private const string AudioColumns = "path, size_bytes, modified_at, content_hash, duration_s, sample_rate, channels, bitrate_kbps";

    private const string PutSet =
        $"INSERT INTO feature_set (schema_id, clip_length_us, clip_hop_us, clip_count, stored_at, {AudioColumns})"
        + " VALUES ($schema, $length, $hop, $count, $now, $path, $size, $modified, $hash, $duration, $rate, $channels, $bitrate)"
        + " ON CONFLICT (content_hash, schema_id, clip_length_us, clip_hop_us) DO UPDATE SET clip_count = excluded.clip_count, stored_at = excluded.stored_at,"
        + " path = excluded.path, size_bytes = excluded.size_bytes, modified_at = excluded.modified_at, duration_s = excluded.duration_s,"
        + " sample_rate = excluded.sample_rate, channels = excluded.channels, bitrate_kbps = excluded.bitrate_kbps RETURNING set_id";

    private const string DeleteClips = "DELETE FROM feature_clip WHERE set_id = $set";

    private const string InsertClip =
        "INSERT INTO feature_clip (set_id, clip_index, start_s, duration_s, vector) VALUES ($set, $index, $start, $duration, $vector)";

    public const string FindSet = $"SELECT set_id, clip_count, {AudioColumns} FROM feature_set WHERE {KeyColumns}";
    public const string FindClips = "SELECT start_s, duration_s, vector FROM feature_clip WHERE set_id = $set ORDER BY clip_index";

    /// <summary>Stores what audio work yielded; what was there for the key is replaced.</summary>
    public static void Put(SqliteSession session, AnalysedContent content, DateTimeOffset now)
    {
        if (content.Audio.ContentHash != content.Key.ContentHash) throw new ArgumentException("The content's key and audio name different hashes.");
        var set = session.Prepare(PutSet).Set(content.Audio).SetKey(content.Key).Set("$count", content.Clips.Count).Set("$now", now.ToTicks())
            .FirstOrDefault(row => row.GetInt64(0));
        session.Prepare(DeleteClips).Set("$set", set).Execute();
        var insert = session.Prepare(InsertClip).Set("$set", set);
        for (var index = 0; index < content.Clips.Count; index++)
        {
            var clip = content.Clips[index];
            insert.Set("$index", index).Set("$start", clip.StartS).Set("$duration", clip.DurationS).Set("$vector", ToBytes(clip.Values)).Execute();
        }
    }

    /// <summary>Finds a content's features; null when they are not there.</summary>
    public static AnalysedContent? Find(SqliteSession session, FeatureCacheKey key)
    {
        var found = session.Prepare(FindSet).SetKey(key)
            .FirstOrDefault(row => (Set: row.GetInt64(0), Count: row.GetInt32(1), Audio: TrackColumns.ReadAudio(row, 2)));
        if (found.Audio is null) return null;
        var clips = session.Prepare(FindClips).Set("$set", found.Set)
            .ToList(row => new CachedClipFeatures(row.GetDouble(0), row.GetDouble(1), FromBytes((byte[])row.GetValue(2))));
        return clips.Count == found.Count ? new AnalysedContent(key, found.Audio, clips) : null;
    }

    private static SqliteStatement SetKey(this SqliteStatement statement, FeatureCacheKey key) => statement
        .Set("$hash", key.ContentHash)
        .Set("$schema", key.SchemaId)
        .Set("$length", Microseconds(key.ClipLengthS))
        .Set("$hop", Microseconds(key.ClipHopS));

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
}
