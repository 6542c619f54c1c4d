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
    /// A delimited or Parquet file with the columns path and emotion and optionally trackId, artist, start, duration (seconds, or h:mm:ss), genre and bpm, relative
    /// paths being relative to the file; or a folder whose subfolders are named like emotions, a folder between (artist or album) being the artist.
    /// </param>
    /// <param name="mapping">Class values or folder names and the emotions they mean, any case; may be null.</param>
    /// <param name="classColumn">The column that holds the emotions, any case; null to guess it, and for a folder.</param>
    /// <param name="groupColumn">The column whose equal values are kept in one fold, any case; null for the artist, and for a folder.</param>
    /// <exception cref="DatasetException">There is nothing usable; the message says why.</exception>
    public static AudioManifest Read(
        string path, IReadOnlyDictionary<string, EmotionLabel>? mapping = null, string? classColumn = null, string? groupColumn = null)
    {
        var names = new Dictionary<string, EmotionLabel>(mapping ?? new Dictionary<string, EmotionLabel>(), StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(path)) return ReadTable(path, names, classColumn, groupColumn);
        if ((classColumn ?? groupColumn) is { } named) throw new DatasetException($"'{path}' is a folder: it has no column '{named}'.");
        return ReadFolder(path, names);
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

    private static AudioManifest ReadTable(string path, Dictionary<string, EmotionLabel> mapping, string? wantedClass, string? wantedGroup)
    {
        var table = SourceTableReader.Read(path);
        var pathColumn = ColumnRoles.FindNamed(table, PathNames) ?? FindPaths(table)
            ?? throw new DatasetException($"'{table.File}' has no column with the audio's path (path, file, filename ...).");
        var classColumn = ColumnRoles.FindClass(table, wantedClass, cell => ColumnRoles.TryLabel(cell, mapping, out _));
        var labelled = LabelReader.Read(table, classColumn, mapping);
        var track = ColumnRoles.FindNamed(table, ["trackid", "track", "songid", "id"]);
        var artist = wantedGroup is null ? ColumnRoles.FindArtist(table) : table.Demand(wantedGroup);
        var start = ColumnRoles.FindNamed(table, ["start", "starts", "offset", "startseconds"]);
        var duration = ColumnRoles.FindNamed(table, ["duration", "durations", "durationseconds", "length"]);
        var descriptions = new RowDescriptions(table);

        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        var entries = new List<AudioEntry>();
        var failed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < labelled.Rows.Count; i++)
        {
            var row = labelled.Rows[i];
            if (table.Columns[pathColumn].Text(row) is not { } file) failed[table.PlaceOf(row)] = "no path";
            else if (!TryTime(Cell(table, start, row), out var from)) failed[table.PlaceOf(row)] = NoTime(table, start, row);
            else if (!TryTime(Cell(table, duration, row), out var length) || length == TimeSpan.Zero) failed[table.PlaceOf(row)] = NoTime(table, duration, row);
            else
            {
                var full = Path.GetFullPath(Path.Combine(folder, file.Replace('\\', '/')));
                entries.Add(new AudioEntry(
                    full, labelled.Labels[i], Cell(table, track, row) ?? TrackIdOf(folder, full), artist is { } a ? ColumnRoles.Known(table.Columns[a], row) : null,
                    from, length, descriptions.GenreOf(row), descriptions.TempoOf(row)));
            }
        }

        if (entries.Count == 0)
            throw new DatasetException($"'{table.File}' names no audio that could be used{(failed.Count > 0 ? $"; the first, {failed.First().Key}: {failed.First().Value}" : string.Empty)}.");
        return new AudioManifest(entries, FeatureTableImporter.Describe(table, labelled) with
        {
            ClassColumn = table.Columns[classColumn].Name,
            GroupColumn = (artist ?? track) is { } named ? table.Columns[named].Name : null,
            EmptyRows = table.Blank,
            FailedAudio = failed,
        });
    }

    // A list without a header: the first column whose cells end like names of audio files.
    private static int? FindPaths(SourceTable table) =>
        table.FindBy(column => column.Text(0) is { } cell && AudioExtensions.Contains(Path.GetExtension(cell)));

    private static string? Cell(SourceTable table, int? column, int row) => column is { } j ? table.Columns[j].Text(row) : null;

    private static string NoTime(SourceTable table, int? column, int row) =>
        $"{table.Columns[column!.Value].Name} '{Cell(table, column, row)}' is no time: write seconds, or minutes and seconds like 1:05";

    private static string TrackIdOf(string root, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(root, file), null).Replace(Path.DirectorySeparatorChar, '/');

    private static bool TryTime(string? cell, out TimeSpan? time)
    {
        time = null;
        if (cell is null) return true;

        // No stretch of music needs separators of thousands: 1,234 and 1.234 both are a little more than a second.
        if (NumberText.TryParse(cell, decimalComma: !cell.Contains('.'), out var seconds) && seconds is >= 0 and < 1e6) time = TimeSpan.FromSeconds(seconds);
        else if (cell.Contains(':'))
        {
            var parts = cell.Split(':');
            if (parts.Length == 2) cell = "0:" + cell;
            if (TimeSpan.TryParse(cell, CultureInfo.InvariantCulture, out var clock) && clock >= TimeSpan.Zero) time = clock;
        }

        return time is not null;
    }
}
