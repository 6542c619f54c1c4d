using System.Globalization;

namespace Cluster.Modeling.Importing;

/// <summary>A column of numbers, as typed formats hold them.</summary>
/// <param name="Values">One per row; 0 where there is none.</param>
/// <param name="IsNull">One per row; null when every row has a value.</param>
internal sealed record NumberCells(double[] Values, bool[]? IsNull)
{
    /// <summary>Whether a row has no value at all.</summary>
    public bool IsMissing(int row) => IsNull is not null && IsNull[row];
}

/// <summary>A numeric column of a typed format.</summary>
internal sealed class NumberColumn(string name, NumberCells cells) : SourceColumn(name)
{
    public override NumberCells Numbers => cells;

    public override ReadOnlySpan<char> Cell(int row) => cells.IsMissing(row) ? [] : cells.Values[row].ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A column of text of a typed format.</summary>
internal sealed class TextColumn(string name, string?[] cells) : SourceColumn(name)
{
    public override ReadOnlySpan<char> Cell(int row) => cells[row];
}
