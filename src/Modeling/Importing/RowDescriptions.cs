namespace Cluster.Modeling.Importing;

/// <summary>What a table says of its rows that slices of the evaluation cut by.</summary>
internal sealed class RowDescriptions(SourceTable table)
{
    private readonly int? genre = ColumnRoles.FindGenre(table);
    private readonly int? tempo = ColumnRoles.FindTempo(table);

    /// <summary>The genre; null when unknown.</summary>
    public string? GenreOf(int row) => genre is { } j ? ColumnRoles.Known(table.Columns[j], row) : null;

    /// <summary>The tempo in beats per minute; null when unknown or no number above 0.</summary>
    public double? TempoOf(int row)
    {
        if (tempo is not { } j) return null;
        var column = table.Columns[j];
        if (column.Numbers is { } typed) return !typed.IsMissing(row) && typed.Values[row] is > 0 and < float.MaxValue ? typed.Values[row] : null;
        return NumberText.TryParse(column.Cell(row), decimalComma: true, out var value) && value > 0 ? value : null;
    }
}
