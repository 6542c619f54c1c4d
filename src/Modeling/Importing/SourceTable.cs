using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>A table as columns of cells, whatever file format it came in: what the importers work on.</summary>
internal sealed record SourceTable
{
    /// <summary>The file's name without its folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file's bytes, hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary><c>delimited</c> or <c>parquet</c>.</summary>
    public required string Format { get; init; }

    /// <summary>How the bytes were read as text; null for a typed format.</summary>
    public string? Encoding { get; init; }

    /// <summary>The delimiter's name; null for a typed format.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The columns in the file's order.</summary>
    public required IReadOnlyList<SourceColumn> Columns { get; init; }

    /// <summary>Rows that the columns hold; at least 1.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows with another number of cells than the header; they are in no column.</summary>
    public int Ragged { get; init; }

    /// <summary>Rows that consist of empty cells; they are in no column.</summary>
    public int Blank { get; init; }

    /// <summary>The line on which each row begins, from 1; null where rows have no lines.</summary>
    public IReadOnlyList<int>? Lines { get; init; }

    /// <summary>All data rows of the file.</summary>
    public int RowsRead => RowCount + Ragged + Blank;

    /// <summary>Where a row is, as messages say it: <c>line 7</c>, or <c>row 6</c> (from 1) where there are no lines.</summary>
    public string PlaceOf(int row) => Lines is null ? $"row {row + 1}" : $"line {Lines[row]}";

    /// <summary>The column of this name: the same letters if there is one, else in any case; null when there is none.</summary>
    public int? Find(string name)
    {
        var wanted = name.Trim();
        return FindBy(column => string.Equals(column.Name, wanted, StringComparison.Ordinal))
            ?? FindBy(column => string.Equals(column.Name, wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The first column that fulfils a condition; null when none does.</summary>
    public int? FindBy(Func<SourceColumn, bool> condition)
    {
        for (var j = 0; j < Columns.Count; j++)
        {
            if (condition(Columns[j])) return j;
        }

        return null;
    }

    /// <summary>The column that somebody named.</summary>
    /// <exception cref="DatasetException">There is none.</exception>
    public int Demand(string name) => Find(name) ?? throw new DatasetException(
        $"'{File}' has no column '{name}'; it has {string.Join(", ", Columns.Take(8).Select(column => $"'{column.Name}'"))}{(Columns.Count > 8 ? " ..." : string.Empty)}.");
}
