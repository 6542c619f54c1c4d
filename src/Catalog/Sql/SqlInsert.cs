namespace Cluster.Catalog.Sql;

/// <summary>An insert of many rows.</summary>
/// <typeparam name="T">What a row is made of.</typeparam>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns.</param>
/// <param name="onConflict">What happens to a row that is there; empty: an error.</param>
internal sealed class SqlInsert<T>(string table, SqlColumns<T> columns, string onConflict = "")
{
    /// <summary>The columns.</summary>
    public SqlColumns<T> Columns => columns;

    /// <summary>The text for one row.</summary>
    public string One { get; } = $"INSERT INTO {table} ({columns.Names}) VALUES ({columns.Parameters}) {onConflict}";

    /// <summary>The text for rows that come as one list a column; a database that unfolds lists understands it.</summary>
    public string Many { get; } = $"INSERT INTO {table} ({columns.Names}) SELECT * FROM unnest({columns.Parameters}) {onConflict}";
}
