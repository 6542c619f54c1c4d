using System.Data.Common;
using System.Text.Json;
using Cluster.Catalog.Sql;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>A compiled statement. SQLite works within the call, so what is awaited is there already, and what is queued is done.</summary>
internal sealed class SqliteStatement : SqlStatement, IDisposable
{
    private readonly SqliteCommand command;
    private readonly Dictionary<string, SqliteParameter> parameters = [];

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts are constants, or put together from constants: values are always parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <inheritdoc/>
    public override SqliteStatement Set(string name, string? value) => SetValue(name, value);

    /// <inheritdoc/>
    public override SqliteStatement Set(string name, long? value) => SetValue(name, value);

    /// <inheritdoc/>
    public override SqliteStatement Set(string name, double? value) => SetValue(name, value);

    /// <inheritdoc/>
    public override SqliteStatement Set(string name, byte[]? value) => SetValue(name, value);

    /// <inheritdoc/>
    public override SqliteStatement SetList(string name, IReadOnlyCollection<string> values) => SetValue(name, JsonSerializer.Serialize(values));

    /// <inheritdoc/>
    public override SqliteStatement SetList(string name, IReadOnlyCollection<long> values) => SetValue(name, JsonSerializer.Serialize(values));

    /// <summary>Executes it and returns the number of changed rows.</summary>
    public int Execute() => command.ExecuteNonQuery();

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public object? Scalar() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Reads all rows.</summary>
    public List<T> ToList<T>(Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <inheritdoc/>
    public override Task<int> ExecuteAsync() => Task.FromResult(Execute());

    /// <inheritdoc/>
    public override void Queue() => Execute();

    /// <inheritdoc/>
    public override Task<List<T>> ToListAsync<T>(Func<DbDataReader, T> read) => Task.FromResult(ToList(read));

    /// <inheritdoc/>
    public override Task<T?> FirstOrDefaultAsync<T>(Func<DbDataReader, T> read)
        where T : default
    {
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? read(reader) : default);
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private SqliteStatement SetValue(string name, object? value)
    {
        if (!parameters.TryGetValue(name, out var parameter))
        {
            parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            parameters.Add(name, parameter);
        }

        parameter.Value = value ?? DBNull.Value;
        return this;
    }
}
