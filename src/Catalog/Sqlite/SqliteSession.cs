using Cluster.Catalog.Sql;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>One connection with its compiled statements. For one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession, IDisposable
{
    // One writer has the file to itself, so there is nobody to lock a row against.
    private static readonly SqlMarks Marks = new(
        In: "IN (SELECT value FROM json_each({0}))",
        LongEqual: "{0} = {1}",
        LongIn: "{0} IN (SELECT value FROM json_each({1}))",
        Lock: string.Empty,
        Claim: string.Empty,
        Hex: "lower(hex({0}))",
        Join: "CROSS JOIN");

    private readonly Dictionary<string, SqliteStatement> statements = [];

    /// <summary>A statement that is compiled once for this connection and used again and again.</summary>
    public override SqliteStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement)) statements.Add(sql, statement = new SqliteStatement(connection, Marks.Apply(sql)));
        return statement;
    }

    /// <summary>Executes a statement that has no parameters.</summary>
    public void Execute(string sql) => Prepare(sql).Execute();

    /// <inheritdoc/>
    public override Task<int> InsertAsync<T>(SqlInsert<T> insert, IReadOnlyList<T> rows) => Task.FromResult(Insert(insert, rows));

    /// <inheritdoc/>
    public override void QueueInsert<T>(SqlInsert<T> insert, IReadOnlyList<T> rows) => Insert(insert, rows);

    /// <inheritdoc/>
    public override void LockTracks(IReadOnlyCollection<string> trackIds)
    {
        // The one writer has the whole file.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    private int Insert<T>(SqlInsert<T> insert, IReadOnlyList<T> rows)
    {
        var statement = Prepare(insert.One);
        var changed = 0;
        foreach (var row in rows)
        {
            insert.Columns.Set(statement, row);
            changed += statement.Execute();
        }

        return changed;
    }
}
