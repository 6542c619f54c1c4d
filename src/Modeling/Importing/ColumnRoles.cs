using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Which column is the class, which the group, which describe the row without being features.</summary>
internal static class ColumnRoles
{
    // Enough cells to know a column of emotions by; a table may have a hundred thousand rows of thousands of columns.
    private const int SampleRows = 2000;

    // Fewer rows than this may fit a column of whole numbers by luck.
    private const int LeastRowsToRepeat = 20;

    private static readonly HashSet<string> ClassNames =
        ["class", "classes", "classid", "label", "labels", "labelid", "emotion", "emotionid", "emotionlabel", "mood", "target", "quadrant", "category", "clase",
            "etiqueta", "emocion", "animo", "estadodeanimo", "sinif", "etiket", "duygu", "ruhhali"];

    private static readonly string[] ArtistNames = ["artist", "artistid", "artistname", "performer", "artista", "interprete", "sanatci", "sarkici"];

    private static readonly string[] TrackNames = ["trackid", "songid", "track", "song", "cancion", "parca", "sarki", "eser"];

    private static readonly string[] GenreNames = ["genre", "genero", "tur", "tarz", "style", "estilo", "muzikturu"];

    private static readonly string[] TempoNames = ["bpm", "tempobpm", "tempo", "tempomean"];

    private static readonly HashSet<string> Descriptions =
    [
        .. ClassNames, .. ArtistNames, .. TrackNames, .. GenreNames,
        "id", "index", "row", "rowid", "clipid", "clip", "file", "filename", "path", "url", "title", "name", "album", "source", "year", "group", "fold", "split", "start",
        "starts", "duration", "durations", "comment", "notes", "annotator",
    ];

    // What stands where nobody knows the artist says nothing about who belongs together; much folk music is anonymous.
    private static readonly HashSet<string> NobodyNames =
        ["unknown", "unknownartist", "various", "variousartists", "va", "anonymous", "anonim", "anonimo", "bilinmiyor", "bilinmeyen", "desconocido", "varios"];

    /// <exception cref="DatasetException">There is no such column, or none that could be the class.</exception>
    public static int FindClass(SourceTable table, string? wanted, Func<string, bool> isLabel)
    {
        if (wanted is not null) return table.Demand(wanted);
        var best = -1;
        var greatest = 0.0;
        for (var j = 0; j < table.Columns.Count; j++)
        {
            // A telling name makes up for strange values; a column of emotions counts whatever its name.
            var named = ClassNames.Contains(NameFolding.Fold(table.Columns[j].Name));
            if (ShareOfLabels(table, j, isLabel) is not { } share) continue;
            var score = share + (named ? 0.6 : 0);
            if (score >= 0.6 && score > greatest) (best, greatest) = (j, score);
        }

        return best >= 0
            ? best
            : throw new DatasetException(
                $"'{table.File}' has no class column: no column is named like one (class, label, emotion ...) and none holds emotions. Name it if there is one.");
    }

    /// <summary>The columns whose equal values belong together: the named one; else a column of groups, or those of artists and tracks.</summary>
    /// <exception cref="DatasetException">There is no column of the wanted name.</exception>
    public static IReadOnlyList<int> FindGroups(SourceTable table, string? wanted)
    {
        if (wanted is not null) return [table.Demand(wanted)];
        if (FindNamed(table, ["group"]) is { } group) return [group];

        // Beside an artist only an id is sure to mean one recording: "track" may be its number on an album.
        var artist = FindArtist(table);
        var track = FindNamed(table, artist is null ? TrackNames : ["trackid", "songid"]);
        return [.. ((int?[])[artist, track]).OfType<int>()];
    }

    public static int? FindArtist(SourceTable table) => FindNamed(table, ArtistNames);

    public static int? FindGenre(SourceTable table) => FindNamed(table, GenreNames);

    /// <summary>The column of beats per minute: <c>bpm</c>, <c>tempo</c>, <c>Tempo_Mean</c>.</summary>
    public static int? FindTempo(SourceTable table) => FindNamed(table, TempoNames);

    /// <summary>The place of the feature that is the tempo; negative when there is none.</summary>
    public static int FindTempo(IReadOnlyList<string> features)
    {
        var folded = features.Select(NameFolding.Fold).ToList();
        return TempoNames.Select(name => folded.IndexOf(name)).FirstOrDefault(j => j >= 0, -1);
    }

    /// <summary>The first column that bears one of the names; names in the order of preference, folded.</summary>
    public static int? FindNamed(SourceTable table, IEnumerable<string> names) =>
        names.Select(name => table.FindBy(column => NameFolding.Fold(column.Name) == name)).FirstOrDefault(j => j is not null);

    /// <summary>Whether a column's name says that it is no feature.</summary>
    public static bool IsDescription(string header) => Descriptions.Contains(NameFolding.Fold(header));

    /// <summary>What is known of a row in a describing column; null for an empty cell, a word for missing, or a name for nobody.</summary>
    public static string? Known(SourceColumn column, int row) =>
        column.Text(row) is { } text && !NumberText.IsMissingToken(text) && !NobodyNames.Contains(NameFolding.Fold(text)) ? text : null;

    /// <summary>Whether a column of numbers just counts the rows: with sorted classes it would give the answer away.</summary>
    public static bool IsRowNumber(IReadOnlyList<double> values)
    {
        if (values.Count < 3 || values[0] is not (0 or 1)) return false;
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] != values[i - 1] + 1) return false;
        }

        return true;
    }

    /// <summary>Whether a column says in whole numbers what the labels say in words: one number for each emotion, and the other way round.</summary>
    public static bool RepeatsClass(IReadOnlyList<float> values, IReadOnlyList<EmotionLabel> labels)
    {
        if (values.Count < LeastRowsToRepeat) return false;
        var labelOf = new Dictionary<float, EmotionLabel>();
        for (var i = 0; i < values.Count; i++)
        {
            if (float.IsNaN(values[i])) continue;
            if (values[i] != MathF.Floor(values[i])) return false;
            if (!labelOf.TryAdd(values[i], labels[i]) && labelOf[values[i]] != labels[i]) return false;
            if (labelOf.Count > EmotionProbabilities.Count) return false;
        }

        return labelOf.Count > 1 && labelOf.Values.Distinct().Count() == labelOf.Count;
    }

    /// <summary>Reads a label by mapping, then by name.</summary>
    public static bool TryLabel(string cell, IReadOnlyDictionary<string, EmotionLabel> mapping, out EmotionLabel label) =>
        mapping.TryGetValue(cell.Trim(), out label) || LabelNames.TryParse(cell, out label);

    /// <returns>The share of emotions among the cells that are not empty, of a sample of rows; null when all are.</returns>
    private static double? ShareOfLabels(SourceTable table, int column, Func<string, bool> isLabel)
    {
        int filled = 0, labels = 0;
        var step = Math.Max(1, table.RowCount / SampleRows);
        for (var i = 0; i < table.RowCount; i += step)
        {
            if (table.Columns[column].Text(i) is not { } text) continue;
            filled++;
            if (isLabel(text)) labels++;
        }

        return filled == 0 ? null : (double)labels / filled;
    }
}
