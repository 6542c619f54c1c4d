using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>One connection with its compiled statements. For one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> statements = [];

    /// <summary>A statement that is compiled once for this connection and used again and again.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement)) statements.Add(sql, statement = new SqliteStatement(connection, sql));
        return statement;
    }

    /// <summary>Executes a statement that has no parameters.</summary>
    public void Execute(string sql) => Prepare(sql).Execute();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }
}
