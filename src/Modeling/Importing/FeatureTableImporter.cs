using System.Security.Cryptography;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Importing;

/// <summary>Reads a table of features with a class column, however it was written; repairs what it can and counts what it did.</summary>
/// <remarks>
/// Nothing is imputed here: what is missing stays missing until the model's own preparation, which is fitted inside the fold. Near-duplicate rows are found and
/// put into one group.
/// </remarks>
public static class FeatureTableImporter
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A delimited text file: comma, semicolon, tab or pipe; UTF-8, UTF-16 or Windows-1254.</param>
    /// <param name="options">What is known of it; null to find everything out.</param>
    /// <exception cref="DatasetException">The file is no data set; the message says why and what would help.</exception>
    public static LabelledTable Read(string path, FeatureTableOptions? options = null)
    {
        options ??= new FeatureTableOptions();
        var text = DelimitedText.Read(path);
        if (text.Rows.Count == 0) throw new DatasetException($"'{text.File}' has a header but no rows.");
        var mapping = new Dictionary<string, EmotionLabel>(options.ClassMapping, StringComparer.OrdinalIgnoreCase);
        var classColumn = ColumnRoles.FindClass(text, options.ClassColumn, cell => ColumnRoles.TryLabel(cell, mapping, out _));
        var groupColumn = ColumnRoles.FindGroup(text, options.GroupColumn);
        var genreColumn = ColumnRoles.FindNamed(text, ["genre"]);

        var labelled = LabelReader.Read(text, classColumn, mapping);
        var decimalComma = UsesDecimalComma(text, classColumn);
        var dropped = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var columns = ReadColumns(text, labelled, options, classColumn, groupColumn, decimalComma, dropped);

        var kept = Enumerable.Range(0, labelled.Rows.Count)
            .Where(i => columns.Count(column => float.IsNaN(column.Values[i])) * 2 <= columns.Count).ToArray();
        if (kept.Length == 0) throw new DatasetException($"'{text.File}' has no row with enough values.");
        float[][] features = [.. kept.Select(i => columns.Select(column => column.Values[i]).ToArray())];
        EmotionLabel[] labels = [.. kept.Select(i => labelled.Labels[i])];
        var duplicates = NearDuplicates.Find(features);
        var groups = Grouping.Merge(
            [.. kept.Select(i => groupColumn is { } g ? text.Rows[labelled.Rows[i]][g].Trim() : string.Empty)],
            [.. kept.Select(i => $"(line {text.Lines[labelled.Rows[i]]})")],
            duplicates);

        var rows = kept.Select((i, n) => new LabelledRow(
            $"line {text.Lines[labelled.Rows[i]]}",
            groups[n],
            labels[n],
            features[n],
            genreColumn is { } genre && !string.IsNullOrWhiteSpace(text.Rows[labelled.Rows[i]][genre]) ? text.Rows[labelled.Rows[i]][genre].Trim() : null)).ToList();
        string[] names = [.. columns.Select(column => column.Name)];
        var preprocessor = FeaturePreprocessor.Fit(features);
        var report = new ImportReport
        {
            File = text.File,
            FileSha256 = text.Sha256,
            Encoding = text.Encoding,
            Delimiter = text.DelimiterName,
            DecimalSign = decimalComma ? "comma" : "point",
            ClassColumn = text.Header[classColumn],
            GroupColumn = groupColumn is { } named ? text.Header[named] : null,
            RowsRead = text.Rows.Count + text.Ragged,
            RowsUsed = rows.Count,
            RaggedRows = text.Ragged,
            EmptyRows = labelled.Rows.Count - kept.Length,
            MissingLabels = labelled.Missing,
            UnknownLabels = labelled.Unknown,
            NormalizedLabels = labelled.Normalized,
            PaddedNumbers = columns.Sum(column => column.Padded),
            EmptyCells = columns.Sum(column => column.Empty),
            MissingTokens = MergeTokens(columns),
            UnreadableCells = columns.Sum(column => column.Unreadable),
            OutOfScaleCells = features.Sum(row => preprocessor.CountOutOfScale(row)),
            DroppedColumns = dropped,
            ConstantColumns = [.. columns.Where(column => column.IsConstant).Select(column => column.Name)],
            ExactDuplicatePairs = duplicates.Count(pair => pair.Exact),
            NearDuplicatePairs = duplicates.Count(pair => !pair.Exact),
            DuplicateRows = duplicates.SelectMany(pair => (int[])[pair.First, pair.Second]).Distinct().Count(),
            ConflictingDuplicatePairs = duplicates.Count(pair => labels[pair.First] != labels[pair.Second]),
        };
        return new LabelledTable(options.SchemaId ?? SchemaOf(names), names, rows, report);
    }

    private static List<FeatureColumn> ReadColumns(
        DelimitedText text, LabelReader labelled, FeatureTableOptions options, int classColumn, int? groupColumn, bool decimalComma,
        SortedDictionary<string, string> dropped)
    {
        var names = DistinctNames(text.Header);
        FeatureColumn ReadColumn(int j) => new(names[j], labelled.Rows.Select(row => text.Rows[row][j]), labelled.Rows.Count, decimalComma);
        if (options.Features is { } wanted)
        {
            return [.. wanted.Select(name => Array.FindIndex(names, header => string.Equals(header, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var j
                ? ReadColumn(j).Renamed(name)
                : throw new DatasetException($"'{text.File}' has no column '{name}', which is one of the {wanted.Count} wanted features."))];
        }

        var columns = new List<FeatureColumn>();
        for (var j = 0; j < names.Length; j++)
        {
            if (j == classColumn) continue;
            var column = ReadColumn(j);
            var reason = j == groupColumn || ColumnRoles.IsDescription(text.Header[j]) ? "not a feature" : column.ReasonToDrop();
            if (reason is null) columns.Add(column);
            else dropped[names[j]] = reason;
        }

        return columns.Count > 0 ? columns : throw new DatasetException($"'{text.File}' has no numeric feature columns beside '{text.Header[classColumn]}'.");
    }

    private static bool UsesDecimalComma(DelimitedText text, int classColumn)
    {
        long commas = 0, points = 0;
        foreach (var row in text.Rows)
        {
            for (var j = 0; j < row.Length; j++)
            {
                if (j == classColumn || !NumberText.TryParse(row[j], decimalComma: true, out _)) continue;
                var (comma, point) = NumberText.Signs(row[j]);
                if (comma) commas++;
                if (point) points++;
            }
        }

        return commas > points;
    }

    private static SortedDictionary<string, int> MergeTokens(List<FeatureColumn> columns)
    {
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, count) in columns.SelectMany(column => column.Tokens)) all[token] = all.GetValueOrDefault(token) + count;
        return all;
    }

    private static string[] DistinctNames(IReadOnlyList<string> header)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new string[header.Count];
        for (var j = 0; j < names.Length; j++)
        {
            var name = header[j].Length == 0 ? $"column{j + 1}" : header[j];
            names[j] = name;
            for (var n = 2; !taken.Add(names[j]); n++) names[j] = $"{name}.{n}";
        }

        return names;
    }

    private static string SchemaOf(string[] names) =>
        "table-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..12];
}
