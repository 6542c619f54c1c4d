using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite.Tracks;

/// <summary>The columns of a track.</summary>
internal static class TrackColumns
{
    public const string Names =
        "track_id, version, title, artist, album, source, genre, year, path, size_bytes, modified_at, content_hash, duration_s, sample_rate, channels, bitrate_kbps, "
        + PredictionColumns.Names + ", method, clip_count";

    public const string Parameters =
        "$id, $version, $title, $artist, $album, $source, $genre, $year, $path, $size, $modified, $hash, $duration, $rate, $channels, $bitrate, "
        + PredictionColumns.Parameters + ", $method, $clips";

    private const int Metadata = 2;
    private const int Audio = 8;
    private const int Emotion = 16;

    /// <summary>Reads a track without its clips.</summary>
    public static Track Read(SqliteDataReader reader) => new()
    {
        TrackId = reader.GetString(0),
        Version = reader.GetInt64(1),
        Metadata = ReadMetadata(reader, Metadata),
        Audio = reader.IsDBNull(Audio) ? null : ReadAudio(reader, Audio),
        Emotion = PredictionColumns.Read(reader, Emotion) is { } prediction
            ? new TrackEmotion(
                prediction,
                (AggregationMethod)reader.GetInt32(Emotion + PredictionColumns.Count),
                reader.GetInt32(Emotion + PredictionColumns.Count + 1))
            : null,
    };

    /// <summary>Reads title, artist, album, source, genre, year.</summary>
    public static TrackMetadata ReadMetadata(SqliteDataReader reader, int at) => new()
    {
        Title = reader.Text(at),
        Artist = reader.Text(at + 1),
        Album = reader.Text(at + 2),
        Source = reader.Text(at + 3),
        Genre = reader.Text(at + 4),
        Year = reader.Number(at + 5),
    };

    /// <summary>Reads path, size, time, hash, length, rate, channels, bit rate.</summary>
    public static AudioSource ReadAudio(SqliteDataReader reader, int at) => new()
    {
        Path = reader.GetString(at),
        SizeBytes = reader.GetInt64(at + 1),
        ModifiedAt = reader.Time(at + 2),
        ContentHash = reader.GetString(at + 3),
        DurationS = reader.GetDouble(at + 4),
        SampleRate = reader.GetInt32(at + 5),
        Channels = reader.GetInt32(at + 6),
        BitrateKbps = reader.GetDouble(at + 7),
    };

    /// <summary>Sets the parameters of a whole track.</summary>
    public static SqliteStatement Set(this SqliteStatement statement, Track track) => statement
        .Set("$id", track.TrackId)
        .Set(track.Metadata)
        .Set(track.Audio)
        .Set(track.Emotion?.Prediction)
        .Set("$method", (long?)track.Emotion?.Method)
        .Set("$clips", track.Emotion?.ClipCount);

    /// <summary>Sets the parameters of metadata.</summary>
    public static SqliteStatement Set(this SqliteStatement statement, TrackMetadata metadata) => statement
        .Set("$title", metadata.Title)
        .Set("$artist", metadata.Artist)
        .Set("$album", metadata.Album)
        .Set("$source", metadata.Source)
        .Set("$genre", metadata.Genre)
        .Set("$year", metadata.Year);

    /// <summary>Sets the parameters of audio; all NULL for null.</summary>
    public static SqliteStatement Set(this SqliteStatement statement, AudioSource? audio) => statement
        .Set("$path", audio?.Path)
        .Set("$size", audio?.SizeBytes)
        .Set("$modified", audio?.ModifiedAt.ToTicks())
        .Set("$hash", audio?.ContentHash)
        .Set("$duration", audio?.DurationS)
        .Set("$rate", audio?.SampleRate)
        .Set("$channels", audio?.Channels)
        .Set("$bitrate", audio?.BitrateKbps);
}
