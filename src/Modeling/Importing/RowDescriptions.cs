using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Importing;

/// <summary>What a table says of its rows that slices of the evaluation cut by.</summary>
internal sealed class RowDescriptions(SourceTable table)
{
    private readonly int? genre = ColumnRoles.FindGenre(table);
    private readonly int? tempo = ColumnRoles.FindTempo(table);
    private readonly Lazy<bool> tempoComma = new(() => ColumnRoles.FindTempo(table) is { } j
        && DecimalSign.Of(table.Columns[j], [.. Enumerable.Range(0, table.RowCount)]).IsComma == true);

    /// <summary>The genre; null when unknown.</summary>
    public string? GenreOf(int row) => genre is { } j ? ColumnRoles.Known(table.Columns[j], row) : null;

    /// <summary>The tempo in beats per minute; null when unknown or no plausible number.</summary>
    public double? TempoOf(int row)
    {
        if (tempo is not { } j) return null;
        var column = table.Columns[j];
        if (column.Numbers is { } typed) return TempoRanges.Plausible(typed.Values[row]);
        return NumberText.TryParse(column.Cell(row), tempoComma.Value, out var value) ? TempoRanges.Plausible(value) : null;
    }
}
