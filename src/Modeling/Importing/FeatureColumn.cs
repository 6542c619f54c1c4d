namespace Cluster.Modeling.Importing;

/// <summary>One column of cells read as numbers, with what was found on the way.</summary>
internal sealed class FeatureColumn
{
    // More text than slips of the pen: the column is no measurement.
    private const double GreatestTextShare = 0.05;
    private const int SlipsOfThePen = 2;
    private readonly List<double> numbers = [];

    /// <param name="name">The feature's name.</param>
    /// <param name="column">The cells.</param>
    /// <param name="rows">The rows that are read, in this order.</param>
    /// <param name="decimalComma">Whether the column's decimal sign is the comma.</param>
    public FeatureColumn(string name, SourceColumn column, IReadOnlyList<int> rows, bool decimalComma)
    {
        Name = name;
        Values = new float[rows.Count];
        for (var i = 0; i < rows.Count; i++)
            Values[i] = column.Numbers is { } typed ? Read(typed, rows[i]) : Read(column.Cell(rows[i]), decimalComma);
    }

    /// <summary>The feature's name.</summary>
    public string Name { get; }

    /// <summary>One value per row; NaN where missing.</summary>
    public float[] Values { get; }

    /// <summary>Numbers with spaces around them.</summary>
    public int Padded { get; private set; }

    /// <summary>Empty cells.</summary>
    public int Empty { get; private set; }

    /// <summary>Cells that are neither numbers nor words for missing.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Words for missing, in lower case, with their counts.</summary>
    public Dictionary<string, int> Tokens { get; } = [];

    /// <summary>Why the column is no feature; null when it is one.</summary>
    public string? ReasonToDrop()
    {
        if (numbers.Count == 0 && Unreadable > 0) return "text";
        if (Unreadable > SlipsOfThePen && Unreadable > GreatestTextShare * (numbers.Count + Unreadable)) return "text";
        if (numbers.Count * 2 < Values.Length) return "mostly missing";
        return ColumnRoles.IsRowNumber(numbers) ? "row number" : null;
    }

    private float Read(ReadOnlySpan<char> cell, bool decimalComma)
    {
        if (NumberText.TryParse(cell, decimalComma, out var value))
        {
            if (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])) Padded++;
            return Number(value);
        }

        var trimmed = cell.Trim();
        if (trimmed.IsEmpty) Empty++;
        else if (trimmed.ToString() is var token && NumberText.IsMissingToken(token)) Count(token.ToLowerInvariant());
        else Unreadable++;
        return float.NaN;
    }

    private float Read(NumberCells typed, int row)
    {
        var value = typed.Values[row];
        if (typed.IsMissing(row)) Empty++;
        else if (double.IsNaN(value)) Count("nan");
        else if (!float.IsFinite((float)value)) Count(value > 0 ? "inf" : "-inf");
        else return Number(value);
        return float.NaN;
    }

    private float Number(double value)
    {
        numbers.Add(value);
        return (float)value;
    }

    private void Count(string token) => Tokens[token] = Tokens.GetValueOrDefault(token) + 1;
}
