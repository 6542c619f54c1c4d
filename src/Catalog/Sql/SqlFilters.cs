namespace Cluster.Catalog.Sql;

/// <summary>What a search is narrowed by: a condition and its value for each filter that is wanted.</summary>
internal sealed class SqlFilters
{
    private readonly List<string> conditions = [];
    private readonly List<Action<SqlStatement>> values = [];

    /// <summary>The conditions that are wanted.</summary>
    public IReadOnlyList<string> Conditions => conditions;

    /// <summary>Adds a condition unless its value is null.</summary>
    public void Add(string condition, string name, string? value) => Add(condition, value is not null, statement => statement.Set(name, value));

    /// <summary>Adds a condition unless its value is null.</summary>
    public void Add(string condition, string name, long? value) => Add(condition, value is not null, statement => statement.Set(name, value));

    /// <summary>Adds a condition unless its value is null.</summary>
    public void Add(string condition, string name, double? value) => Add(condition, value is not null, statement => statement.Set(name, value));

    /// <summary>Sets the values.</summary>
    public void Set(SqlStatement statement)
    {
        foreach (var set in values) set(statement);
    }

    /// <summary>The clause that asks for all of some conditions; nothing where there are none.</summary>
    public static string Where(IReadOnlyCollection<string> conditions) => conditions.Count == 0 ? string.Empty : " WHERE " + string.Join(" AND ", conditions);

    private void Add(string condition, bool wanted, Action<SqlStatement> set)
    {
        if (!wanted) return;
        conditions.Add(condition);
        values.Add(set);
    }
}
