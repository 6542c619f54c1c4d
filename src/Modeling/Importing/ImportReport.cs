using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Importing;

/// <summary>What an importer read, repaired, dropped and grouped; every repair is counted.</summary>
public sealed record ImportReport
{
    /// <summary>The file's name without its folder; null for a table made by code.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of the file's bytes, hex.</summary>
    public string? FileSha256 { get; init; }

    /// <summary><c>delimited</c> text or <c>parquet</c>; null for a folder or a table made by code.</summary>
    public string? Format { get; init; }

    /// <summary>The delimiter between cells: <c>comma</c>, <c>semicolon</c>, <c>tab</c> or <c>pipe</c>; null where there is none.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The decimal sign: <c>point</c>, <c>comma</c>, or <c>mixed</c> where columns differ.</summary>
    public string? DecimalSign { get; init; }

    /// <summary>How the bytes were read as text.</summary>
    public string? Encoding { get; init; }

    /// <summary>The column that holds the classes.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The column that holds the groups, or several with commas between; null when there is none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>
    /// Data rows in the source: of a feature table those used, those without a known label, the ragged and the empty ones; of audio the entries of the list.
    /// </summary>
    public int RowsRead { get; init; }

    /// <summary>Rows in the table.</summary>
    public int RowsUsed { get; init; }

    /// <summary>Rows without a label, dropped.</summary>
    public int MissingLabels { get; init; }

    /// <summary>Labels that are no known emotion, with how many rows each lost.</summary>
    public IReadOnlyDictionary<string, int> UnknownLabels { get; init; } = new SortedDictionary<string, int>();

    /// <summary>Rows with another number of cells than the header, dropped.</summary>
    public int RaggedRows { get; init; }

    /// <summary>Rows without any cell, or of which more than half of the values are missing, dropped.</summary>
    public int EmptyRows { get; init; }

    /// <summary>Labels that were padded, in another case, in another language or mapped.</summary>
    public int NormalizedLabels { get; init; }

    /// <summary>Numbers with spaces around them; as all counts of cells, in feature columns of rows with a known label.</summary>
    public int PaddedNumbers { get; init; }

    /// <summary>Empty cells of feature columns; they become missing values.</summary>
    public int EmptyCells { get; init; }

    /// <summary>Cells that hold a word for "missing", by the word in lower case.</summary>
    public IReadOnlyDictionary<string, int> MissingTokens { get; init; } = new SortedDictionary<string, int>();

    /// <summary>Other cells of feature columns that are no number; they become missing values.</summary>
    public int UnreadableCells { get; init; }

    /// <summary>Values beyond the robust fences; the model treats them as missing.</summary>
    public int OutOfScaleCells { get; init; }

    /// <summary>Columns dropped, with the reason: <c>text</c>, <c>row number</c>, <c>mostly missing</c>, <c>not a feature</c>, <c>repeats the class</c>.</summary>
    public IReadOnlyDictionary<string, string> DroppedColumns { get; init; } = new SortedDictionary<string, string>();

    /// <summary>Feature columns that hold one value throughout; kept, but without any effect.</summary>
    public IReadOnlyList<string> ConstantColumns { get; init; } = [];

    /// <summary>Pairs of rows that are equal in every value that both have and that is not out of scale.</summary>
    public int ExactDuplicatePairs { get; init; }

    /// <summary>Pairs of rows that are nearly, but not wholly, equal.</summary>
    public int NearDuplicatePairs { get; init; }

    /// <summary>Rows that share a group with a duplicate.</summary>
    public int DuplicateRows { get; init; }

    /// <summary>Duplicate pairs with different labels.</summary>
    public int ConflictingDuplicatePairs { get; init; }

    /// <summary>Audio entries without a usable clip, with the reason.</summary>
    public IReadOnlyDictionary<string, string> FailedAudio { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The report with what the vectors themselves show: values out of scale, constant columns, duplicates.</summary>
    internal ImportReport WithContent(
        IReadOnlyList<string> names, IReadOnlyList<float[]> vectors, IReadOnlyList<EmotionLabel> labels, IReadOnlyCollection<DuplicatePair> duplicates)
    {
        var preprocessor = FeaturePreprocessor.Fit(vectors);
        return this with
        {
            OutOfScaleCells = vectors.Sum(row => preprocessor.CountOutOfScale(row)),
            ConstantColumns = [.. names.Where((_, j) => !Varies(vectors, j))],
            ExactDuplicatePairs = duplicates.Count(pair => pair.Exact),
            NearDuplicatePairs = duplicates.Count(pair => !pair.Exact),
            DuplicateRows = duplicates.SelectMany(pair => (int[])[pair.First, pair.Second]).Distinct().Count(),
            ConflictingDuplicatePairs = duplicates.Count(pair => labels[pair.First] != labels[pair.Second]),
        };
    }

    private static bool Varies(IReadOnlyList<float[]> vectors, int feature)
    {
        float? first = null;
        foreach (var vector in vectors)
        {
            if (!float.IsFinite(vector[feature])) continue;
            first ??= vector[feature];
            if (vector[feature] != first) return true;
        }

        return false;
    }
}
