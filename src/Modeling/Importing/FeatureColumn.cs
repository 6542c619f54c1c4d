namespace Cluster.Modeling.Importing;

/// <summary>One column of cells read as numbers, with what was found on the way.</summary>
internal sealed class FeatureColumn
{
    // More text than slips of the pen: the column is no measurement.
    private const double GreatestTextShare = 0.05;
    private const int SlipsOfThePen = 2;
    private readonly List<double> numbers = [];

    public FeatureColumn(string name, IEnumerable<string> cells, int count, bool decimalComma)
    {
        Name = name;
        Values = new float[count];
        var i = 0;
        foreach (var cell in cells) Values[i++] = Read(cell, decimalComma);
    }

    public string Name { get; private set; }

    /// <summary>One value per row; NaN where missing.</summary>
    public float[] Values { get; }

    public int Padded { get; private set; }

    public int Empty { get; private set; }

    public int Unreadable { get; private set; }

    public Dictionary<string, int> Tokens { get; } = [];

    public bool IsConstant => numbers.Count == 0 || numbers.TrueForAll(value => value == numbers[0]);

    /// <summary>The same column under the name by which a model knows it.</summary>
    public FeatureColumn Renamed(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>Why the column is no feature; null when it is one.</summary>
    public string? ReasonToDrop()
    {
        if (numbers.Count == 0 && Unreadable > 0) return "text";
        if (Unreadable > SlipsOfThePen && Unreadable > GreatestTextShare * (numbers.Count + Unreadable)) return "text";
        if (numbers.Count * 2 < Values.Length) return "mostly missing";
        return ColumnRoles.IsRowNumber(numbers) ? "row number" : null;
    }

    private float Read(string cell, bool decimalComma)
    {
        if (NumberText.TryParse(cell, decimalComma, out var value))
        {
            if (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])) Padded++;
            numbers.Add(value);
            return (float)value;
        }

        var trimmed = cell.Trim();
        if (trimmed.Length == 0) Empty++;
        else if (NumberText.IsMissingToken(trimmed)) Tokens[trimmed.ToLowerInvariant()] = Tokens.GetValueOrDefault(trimmed.ToLowerInvariant()) + 1;
        else Unreadable++;
        return float.NaN;
    }
}
