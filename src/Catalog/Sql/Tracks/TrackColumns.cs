using System.Data.Common;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Sql.Tracks;

/// <summary>The columns of a track.</summary>
internal static class TrackColumns
{
    public static readonly SqlColumns<TrackMetadata> MetadataColumns = new()
    {
        { "title", metadata => metadata.Title },
        { "artist", metadata => metadata.Artist },
        { "album", metadata => metadata.Album },
        { "source", metadata => metadata.Source },
        { "genre", metadata => metadata.Genre },
        { "year", metadata => metadata.Year },
    };

    public static readonly SqlColumns<AudioSource> AudioColumns = new()
    {
        { "path", audio => audio.Path },
        { "size_bytes", audio => audio.SizeBytes },
        { "modified_at", audio => audio.ModifiedAt.ToTicks() },
        { "content_hash", audio => audio.ContentHash },
        { "duration_s", audio => audio.DurationS },
        { "sample_rate", audio => audio.SampleRate },
        { "channels", audio => audio.Channels },
        { "bitrate_kbps", audio => audio.BitrateKbps },
    };

    /// <summary>All of them, as <see cref="Read"/> reads them.</summary>
    public static readonly SqlColumns<Track> All = new()
    {
        { "track_id", track => track.TrackId },
        { "version", track => track.Version },
        { MetadataColumns, track => track.Metadata },
        { AudioColumns, track => track.Audio },
        { PredictionColumns.All, track => track.Emotion?.Prediction },
        { "method", track => (long?)track.Emotion?.Method },
        { "clip_count", track => track.Emotion?.ClipCount },
    };

    private const int Metadata = 2;
    private const int Audio = 8;
    private const int Emotion = 16;

    /// <summary>Reads a track without its clips.</summary>
    public static Track Read(DbDataReader reader) => new()
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
    public static TrackMetadata ReadMetadata(DbDataReader reader, int at) => new()
    {
        Title = reader.Text(at),
        Artist = reader.Text(at + 1),
        Album = reader.Text(at + 2),
        Source = reader.Text(at + 3),
        Genre = reader.Text(at + 4),
        Year = reader.Number(at + 5),
    };

    /// <summary>Reads path, size, time, hash, length, rate, channels, bit rate.</summary>
    public static AudioSource ReadAudio(DbDataReader reader, int at) => new()
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
}
