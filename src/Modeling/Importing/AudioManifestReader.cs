using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Lists labelled audio: a table with a path and an emotion in each row, or a folder with one folder per emotion.</summary>
public static class AudioManifestReader
{
    private static readonly string[] PathNames = ["path", "file", "filename", "audio", "audiopath", "filepath"];

    private static readonly HashSet<string> AudioExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf", ".w64", ".rf64",
        ".m4a", ".m4b", ".aac", ".wma", ".mka", ".wv", ".ape", ".tta", ".mpc", ".tak",
    };

    /// <summary>Reads a manifest file or a folder.</summary>
    /// <param name="path">
    /// A delimited file with the columns path and emotion and optionally trackId, artist, start, duration (seconds, or h:mm:ss) and genre, relative paths being
    /// relative to the file; or a folder whose subfolders are named like emotions, a folder between (artist or album) being the artist.
    /// </param>
    /// <param name="mapping">Class values or folder names and the emotions they mean, any case; may be null.</param>
    /// <exception cref="DatasetException">There is nothing usable; the message says why.</exception>
    public static AudioManifest Read(string path, IReadOnlyDictionary<string, EmotionLabel>? mapping = null)
    {
        var names = new Dictionary<string, EmotionLabel>(mapping ?? new Dictionary<string, EmotionLabel>(), StringComparer.OrdinalIgnoreCase);
        return Directory.Exists(path) ? ReadFolder(path, names) : ReadTable(path, names);
    }

    private static AudioManifest ReadFolder(string root, Dictionary<string, EmotionLabel> mapping)
    {
        var entries = new List<AudioEntry>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => AudioExtensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToList();
            var name = Path.GetFileName(folder);
            if (!ColumnRoles.TryLabel(name, mapping, out var label))
            {
                if (files.Count > 0) unknown[name] = files.Count;
                continue;
            }

            foreach (var file in files)
            {
                var below = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar);
                entries.Add(new AudioEntry(file, label, TrackIdOf(root, file), below.Length > 1 ? below[0] : null, null, null, null));
            }
        }

        if (entries.Count == 0)
            throw new DatasetException($"'{root}' has no folders named like emotions (happy, sad, angry, relaxed) with audio files in them.");
        var count = entries.Count + unknown.Values.Sum();
        return new AudioManifest(entries, new ImportReport
        {
            File = Path.GetFileName(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar)),
            RowsRead = count,
            UnknownLabels = unknown,
        });
    }

    private static AudioManifest ReadTable(string path, Dictionary<string, EmotionLabel> mapping)
    {
        var text = DelimitedText.Read(path);
        var pathColumn = ColumnRoles.FindNamed(text, PathNames)
            ?? throw new DatasetException($"'{text.File}' has no column with the audio's path (path, file, filename ...).");
        var classColumn = ColumnRoles.FindClass(text, null, cell => ColumnRoles.TryLabel(cell, mapping, out _));
        var labelled = LabelReader.Read(text, classColumn, mapping);
        var track = ColumnRoles.FindNamed(text, ["trackid", "track", "songid", "id"]);
        var artist = ColumnRoles.FindNamed(text, ["artist", "performer", "artista", "sanatci"]);
        var genre = ColumnRoles.FindNamed(text, ["genre"]);
        var start = ColumnRoles.FindNamed(text, ["start", "starts", "offset", "startseconds"]);
        var duration = ColumnRoles.FindNamed(text, ["duration", "durations", "durationseconds", "length"]);

        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        var entries = new List<AudioEntry>();
        var failed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < labelled.Rows.Count; i++)
        {
            var row = text.Rows[labelled.Rows[i]];
            var where = $"line {text.Lines[labelled.Rows[i]]}";
            var file = row[pathColumn].Trim();
            if (file.Length == 0) failed[where] = "no path";
            else if (!TryTime(Cell(row, start), out var from) || !TryTime(Cell(row, duration), out var length) || length == TimeSpan.Zero)
                failed[where] = "start or duration is no time";
            else
            {
                var full = Path.GetFullPath(Path.Combine(folder, file.Replace('\\', '/')));
                entries.Add(new AudioEntry(full, labelled.Labels[i], Cell(row, track) ?? TrackIdOf(folder, full), Cell(row, artist), from, length, Cell(row, genre)));
            }
        }

        if (entries.Count == 0) throw new DatasetException($"'{text.File}' names no audio that could be used.");
        return new AudioManifest(entries, new ImportReport
        {
            File = text.File,
            FileSha256 = text.Sha256,
            Encoding = text.Encoding,
            Delimiter = text.DelimiterName,
            ClassColumn = text.Header[classColumn],
            GroupColumn = artist is { } a ? text.Header[a] : track is { } t ? text.Header[t] : null,
            RowsRead = text.Rows.Count + text.Ragged,
            RaggedRows = text.Ragged,
            MissingLabels = labelled.Missing,
            UnknownLabels = labelled.Unknown,
            NormalizedLabels = labelled.Normalized,
            FailedAudio = failed,
        });
    }

    private static string? Cell(string[] row, int? column) => column is { } j && !string.IsNullOrWhiteSpace(row[j]) ? row[j].Trim() : null;

    private static string TrackIdOf(string root, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(root, file), null).Replace(Path.DirectorySeparatorChar, '/');

    private static bool TryTime(string? cell, out TimeSpan? time)
    {
        time = null;
        if (cell is null) return true;
        if (NumberText.TryParse(cell, decimalComma: true, out var seconds) && seconds is >= 0 and < 1e6) time = TimeSpan.FromSeconds(seconds);
        else if (cell.Contains(':'))
        {
            var parts = cell.Split(':');
            if (parts.Length == 2) cell = "0:" + cell;
            if (TimeSpan.TryParse(cell, CultureInfo.InvariantCulture, out var clock) && clock >= TimeSpan.Zero) time = clock;
        }

        return time is not null;
    }
}
