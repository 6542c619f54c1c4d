using System.Globalization;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Which column is the class, which the group, which describe the row without being features.</summary>
internal static class ColumnRoles
{
    private static readonly HashSet<string> ClassNames =
        ["class", "classes", "label", "labels", "emotion", "mood", "target", "quadrant", "category", "clase", "etiqueta", "emocion", "animo",
            "sinif", "etiket", "duygu", "ruhhali"];

    private static readonly string[] GroupNames = ["group", "artist", "performer", "artista", "sanatci", "trackid", "track", "songid", "song"];

    private static readonly HashSet<string> Descriptions =
    [
        "id", "index", "row", "rowid", "clipid", "clip", "trackid", "track", "songid", "song", "file", "filename", "path", "url", "artist",
        "performer", "artista", "sanatci", "title", "name", "album", "genre", "source", "year", "group", "fold", "split", "start", "starts", "duration",
        "durations", "comment", "notes", "annotator",
    ];

    /// <exception cref="DatasetException">There is no such column, or none that could be the class.</exception>
    public static int FindClass(DelimitedText text, string? wanted, Func<string, bool> isLabel)
    {
        if (wanted is not null) return Find(text, wanted) ?? throw NoColumn(text, wanted);
        var best = -1;
        var greatest = 0.0;
        for (var j = 0; j < text.Header.Count; j++)
        {
            var cells = text.Rows.Select(row => row[j]).Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
            if (cells.Count == 0) continue;
            var share = (double)cells.Count(isLabel) / cells.Count;

            // A telling name makes up for strange values; a column of emotions counts whatever its name.
            var named = ClassNames.Contains(Fold(text.Header[j]));
            var score = share + (named ? 0.6 : 0);
            if (score >= 0.6 && score > greatest) (best, greatest) = (j, score);
        }

        return best >= 0
            ? best
            : throw new DatasetException(
                $"'{text.File}' has no class column: no column is named like one (class, label, emotion ...) and none holds emotions. Name it if there is one.");
    }

    public static int? FindGroup(DelimitedText text, string? wanted)
    {
        if (wanted is not null) return Find(text, wanted) ?? throw NoColumn(text, wanted);
        return FindNamed(text, GroupNames);
    }

    /// <summary>The first column that bears one of the names; names in the order of preference, letters and digits in lower case.</summary>
    public static int? FindNamed(DelimitedText text, IEnumerable<string> names) => names.Select(name => IndexOf(text, name)).FirstOrDefault(j => j is not null);

    public static bool IsDescription(string header) => Descriptions.Contains(Fold(header));

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

    /// <summary>Reads a label by mapping, then by name.</summary>
    public static bool TryLabel(string cell, IReadOnlyDictionary<string, EmotionLabel> mapping, out EmotionLabel label) =>
        mapping.TryGetValue(cell.Trim(), out label) || EmotionNames.TryParse(cell, out label);

    private static int? Find(DelimitedText text, string name)
    {
        for (var j = 0; j < text.Header.Count; j++)
        {
            if (string.Equals(text.Header[j], name.Trim(), StringComparison.OrdinalIgnoreCase)) return j;
        }

        return null;
    }

    private static int? IndexOf(DelimitedText text, string folded)
    {
        for (var j = 0; j < text.Header.Count; j++)
        {
            if (Fold(text.Header[j]) == folded) return j;
        }

        return null;
    }

    private static DatasetException NoColumn(DelimitedText text, string name) => new(
        $"'{text.File}' has no column '{name}'; it has {string.Join(", ", text.Header.Take(8).Select(header => $"'{header}'"))}{(text.Header.Count > 8 ? " ..." : string.Empty)}.");

    // Letters and digits in lower case, without the diacritics of Spanish and Turkish.
    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.ToLowerInvariant(c) switch
            {
                'á' => 'a',
                'é' => 'e',
                'í' or 'ı' or 'İ' => 'i',
                'ó' or 'ö' => 'o',
                'ú' or 'ü' => 'u',
                'ş' => 's',
                'ğ' => 'g',
                'ç' => 'c',
                var lower => lower,
            });
        }

        return folded.ToString();
    }
}
