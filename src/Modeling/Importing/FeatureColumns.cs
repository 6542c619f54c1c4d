using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>The columns of a table that are features, read as numbers, and why the others are none.</summary>
internal sealed class FeatureColumns
{
    private FeatureColumns(List<FeatureColumn> columns, SortedDictionary<string, string> dropped, string decimalSign)
    {
        Columns = columns;
        Dropped = dropped;
        DecimalSign = decimalSign;
        Names = [.. columns.Select(column => column.Name)];
    }

    /// <summary>The features.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The other columns, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Dropped { get; }

    /// <summary><c>comma</c>, <c>point</c>, or <c>mixed</c> where columns differ.</summary>
    public string DecimalSign { get; }

    /// <summary>Reads the columns of the labelled rows.</summary>
    /// <exception cref="DatasetException">There is no feature, or one of those that are wanted is missing.</exception>
    public static FeatureColumns Read(SourceTable table, LabelReader labelled, FeatureTableOptions options, int classColumn, IReadOnlyList<int> groupColumns)
    {
        var signs = table.Columns.Select((column, j) => j == classColumn ? default : Importing.DecimalSign.Of(column, labelled.Rows)).ToArray();
        var isComma = signs.Aggregate(default(DecimalSign), (sum, sign) => sum.Add(sign)).IsComma ?? false;
        var names = DistinctNames(table);
        var used = new HashSet<bool>();
        FeatureColumn ReadColumn(int j, string name)
        {
            var comma = signs[j].IsCertain ? signs[j].IsComma ?? isComma : isComma;
            if (signs[j].IsComma is not null) used.Add(comma);
            return new FeatureColumn(name, table.Columns[j], labelled.Rows, comma);
        }

        var dropped = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var columns = new List<FeatureColumn>();
        if (options.Features is { } wanted)
        {
            columns.AddRange(wanted.Select(name => IndexOf(names, name) is >= 0 and var j
                ? ReadColumn(j, name)
                : throw new DatasetException($"'{table.File}' has no column '{name}', which is one of the {wanted.Count} wanted features.")));
        }
        else
        {
            for (var j = 0; j < names.Length; j++)
            {
                if (j == classColumn) continue;
                if (groupColumns.Contains(j) || ColumnRoles.IsDescription(table.Columns[j].Name))
                {
                    dropped[names[j]] = "not a feature";
                    continue;
                }

                var column = ReadColumn(j, names[j]);
                var reason = column.ReasonToDrop() ?? (ColumnRoles.RepeatsClass(column.Values, labelled.Labels) ? "repeats the class" : null);
                if (reason is null) columns.Add(column);
                else dropped[names[j]] = reason;
            }
        }

        if (columns.Count == 0)
        {
            var reasons = string.Join(", ", dropped.Take(6).Select(pair => $"'{pair.Key}' ({pair.Value})")) + (dropped.Count > 6 ? " ..." : string.Empty);
            throw new DatasetException(
                $"'{table.File}' has no numeric feature columns beside '{table.Columns[classColumn].Name}'{(dropped.Count > 0 ? $"; left out: {reasons}" : string.Empty)}.");
        }

        return new FeatureColumns(columns, dropped, used.Count == 2 ? "mixed" : used.Contains(true) ? "comma" : "point");
    }

    /// <summary>Whether at least half of a row's values are there.</summary>
    public bool HasEnough(int row) => Columns.Count(column => float.IsNaN(column.Values[row])) * 2 <= Columns.Count;

    /// <summary>A row's values.</summary>
    public float[] VectorOf(int row)
    {
        var vector = new float[Columns.Count];
        for (var j = 0; j < vector.Length; j++) vector[j] = Columns[j].Values[row];
        return vector;
    }

    /// <summary>Words for missing in all columns, with their counts.</summary>
    public SortedDictionary<string, int> MissingTokens()
    {
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, count) in Columns.SelectMany(column => column.Tokens)) all[token] = all.GetValueOrDefault(token) + count;
        return all;
    }

    private static int IndexOf(string[] names, string name)
    {
        var same = Array.IndexOf(names, name);
        return same >= 0 ? same : Array.FindIndex(names, header => string.Equals(header, name, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] DistinctNames(SourceTable table)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new string[table.Columns.Count];
        for (var j = 0; j < names.Length; j++)
        {
            var name = table.Columns[j].Name.Length == 0 ? $"column{j + 1}" : table.Columns[j].Name;
            names[j] = name;
            for (var n = 2; !taken.Add(names[j]); n++) names[j] = $"{name}.{n}";
        }

        return names;
    }
}
