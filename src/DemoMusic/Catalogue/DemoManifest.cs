using System.Globalization;
using System.Text;
using Cluster.Abstractions.Emotions;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>Writes the manifests: CSV (RFC 4180 with LF line ends) in UTF-8 with a header line.</summary>
/// <remarks>Columns: <c>path, emotion, trackId, artist, album, title, genre, year, source</c>; a manifest for a backfill has no <c>emotion</c>.</remarks>
public static class DemoManifest
{
    /// <summary>What every row names as the source of its recording, so that nobody takes the tracks for real ones.</summary>
    public const string Source = "Synthetic demo music";

    /// <summary>Writes a manifest.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tracks">The tracks.</param>
    /// <param name="withEmotion">Whether the emotions are told.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<DemoTrack> tracks, bool withEmotion)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        WriteRow(text, "path", withEmotion ? "emotion" : null, "trackId", "artist", "album", "title", "genre", "year", "source");
        foreach (var track in tracks)
        {
            var emotion = withEmotion ? track.Emotion.ToName() : null;
            var year = track.Year.ToString(CultureInfo.InvariantCulture);
            WriteRow(text, track.Path, emotion, track.TrackId, track.Artist, track.Album, track.Title, track.Genre, year, Source);
        }
    }

    private static void WriteRow(StreamWriter text, params ReadOnlySpan<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (cell is null) continue;
            if (!first) text.Write(',');
            text.Write(Quoted(cell));
            first = false;
        }

        text.Write('\n');
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
