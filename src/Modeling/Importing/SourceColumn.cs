namespace Cluster.Modeling.Importing;

/// <summary>One column of a table as it was read: cells of text, or numbers where the format has types.</summary>
internal abstract class SourceColumn(string name)
{
    /// <summary>The header's name, trimmed; empty when there is none.</summary>
    public string Name => name;

    /// <summary>One value per row where the format says that the column is numeric; null for cells of text.</summary>
    public virtual NumberCells? Numbers => null;

    /// <summary>The cell as text; empty when there is none. Valid until the next call.</summary>
    public abstract ReadOnlySpan<char> Cell(int row);

    /// <summary>The trimmed cell; null when it is empty.</summary>
    public string? Text(int row)
    {
        var trimmed = Cell(row).Trim();
        return trimmed.IsEmpty ? null : trimmed.ToString();
    }
}
