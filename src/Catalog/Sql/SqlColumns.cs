using System.Collections;

namespace Cluster.Catalog.Sql;

/// <summary>Columns of a table with what they hold of an entity: said once for statements with parameters and for rows in bulk.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class SqlColumns<T> : IEnumerable<SqlColumn<T>>
{
    private readonly List<SqlColumn<T>> columns = [];

    /// <summary>The columns' names, with commas.</summary>
    public string Names => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>The columns' parameters (<c>$name</c>), with commas.</summary>
    public string Parameters => string.Join(", ", columns.Select(column => column.Parameter));

    /// <summary>Assignments of what an insert would have written (<c>name = excluded.name</c>), with commas, except to these columns.</summary>
    public string Excluded(params string[] except) =>
        string.Join(", ", columns.Where(column => !except.Contains(column.Name)).Select(column => $"{column.Name} = excluded.{column.Name}"));

    /// <summary>Assignments of the parameters (<c>name = $name</c>), with commas, except to these columns.</summary>
    public string Assigned(params string[] except) =>
        string.Join(", ", columns.Where(column => !except.Contains(column.Name)).Select(column => $"{column.Name} = {column.Parameter}"));

    public void Add(string name, Func<T, string?> value) => columns.Add(new TextColumn<T>(name, value));

    public void Add(string name, Func<T, long?> value) => columns.Add(new NumberColumn<T>(name, value));

    public void Add(string name, Func<T, double?> value) => columns.Add(new RealColumn<T>(name, value));

    public void Add(string name, Func<T, byte[]?> value) => columns.Add(new BytesColumn<T>(name, value));

    public void Add(SqlColumn<T> column) => columns.Add(column);

    /// <summary>Adds the columns of a part of the entity, all NULL where it has none.</summary>
    public void Add<TPart>(SqlColumns<TPart> part, Func<T, TPart?> get)
        where TPart : class => columns.AddRange(part.Select(column => column.Of(get)));

    /// <summary>Sets the parameters of one entity.</summary>
    public void Set(SqlStatement statement, T entity)
    {
        foreach (var column in columns) column.Set(statement, entity);
    }

    /// <inheritdoc/>
    public IEnumerator<SqlColumn<T>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Sets whole entities.</summary>
internal static class SqlColumnsExtensions
{
    /// <summary>Sets the parameters of an entity's columns.</summary>
    public static SqlStatement Set<T>(this SqlStatement statement, SqlColumns<T> columns, T entity)
    {
        columns.Set(statement, entity);
        return statement;
    }
}
