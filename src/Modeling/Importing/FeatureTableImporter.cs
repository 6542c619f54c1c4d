using System.Security.Cryptography;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Reads a table of features with a class column, however it was written; repairs what it can and counts what it did.</summary>
/// <remarks>
/// Nothing is imputed here: what is missing stays missing until the model's own preparation, which is fitted inside the fold. Near-duplicate rows are found and
/// put into one group.
/// </remarks>
public static class FeatureTableImporter
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// A delimited text file (comma, semicolon, tab or pipe; UTF-8, UTF-16 or Windows-1254) of at most 256 MiB, or a Parquet file of flat columns; at most 20,000 columns
    /// and 50 million cells.
    /// </param>
    /// <param name="options">What is known of it; null to find everything out.</param>
    /// <exception cref="DatasetException">The file is no data set; the message says why and what would help.</exception>
    public static LabelledTable Read(string path, FeatureTableOptions? options = null)
    {
        options ??= new FeatureTableOptions();
        var table = SourceTableReader.Read(path);
        var mapping = new Dictionary<string, EmotionLabel>(options.ClassMapping, StringComparer.OrdinalIgnoreCase);
        var classColumn = ColumnRoles.FindClass(table, options.ClassColumn, cell => ColumnRoles.TryLabel(cell, mapping, out _));
        var groupColumns = ColumnRoles.FindGroups(table, options.GroupColumn);
        var labelled = LabelReader.Read(table, classColumn, mapping);
        var features = FeatureColumns.Read(table, labelled, options, classColumn, groupColumns);

        int[] kept = [.. Enumerable.Range(0, labelled.Rows.Count).Where(features.HasEnough)];
        if (kept.Length == 0) throw new DatasetException($"'{table.File}' has no row with enough values: in every row more than half are missing.");
        int[] sources = [.. kept.Select(i => labelled.Rows[i])];
        float[][] vectors = [.. kept.Select(features.VectorOf)];
        EmotionLabel[] labels = [.. kept.Select(i => labelled.Labels[i])];
        var duplicates = NearDuplicates.Find(vectors);
        var groups = Grouping.Merge(
            [.. groupColumns.Select(j => sources.Select(row => ColumnRoles.Known(table.Columns[j], row) ?? string.Empty).ToArray())],
            [.. sources.Select(row => $"({table.PlaceOf(row)})")],
            duplicates);

        var descriptions = new RowDescriptions(table);
        LabelledRow[] rows =
        [
            .. sources.Select((row, n) => new LabelledRow(table.PlaceOf(row), groups[n], labels[n], vectors[n], descriptions.GenreOf(row), descriptions.TempoOf(row))),
        ];
        var names = features.Names;
        var report = Describe(table, labelled) with
        {
            ClassColumn = table.Columns[classColumn].Name,
            GroupColumn = groupColumns.Count == 0 ? null : string.Join(", ", groupColumns.Select(j => table.Columns[j].Name)),
            DecimalSign = features.DecimalSign,
            RowsUsed = rows.Length,
            EmptyRows = table.Blank + labelled.Rows.Count - kept.Length,
            PaddedNumbers = features.Columns.Sum(column => column.Padded),
            EmptyCells = features.Columns.Sum(column => column.Empty),
            MissingTokens = features.MissingTokens(),
            UnreadableCells = features.Columns.Sum(column => column.Unreadable),
            DroppedColumns = features.Dropped,
        };
        return new LabelledTable(options.SchemaId ?? SchemaOf(names), names, rows, report.WithContent(names, vectors, labels, duplicates));
    }

    /// <summary>What is known of any labelled table, of features or of audio.</summary>
    internal static ImportReport Describe(SourceTable table, LabelReader labelled) => new()
    {
        File = table.File,
        FileSha256 = table.Sha256,
        Format = table.Format,
        Encoding = table.Encoding,
        Delimiter = table.Delimiter,
        RowsRead = table.RowsRead,
        RaggedRows = table.Ragged,
        MissingLabels = labelled.Missing,
        UnknownLabels = labelled.Unknown,
        NormalizedLabels = labelled.Normalized,
    };

    private static string SchemaOf(IReadOnlyList<string> names) =>
        "table-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..12];
}
