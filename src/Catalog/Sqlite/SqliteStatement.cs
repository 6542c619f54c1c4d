using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>A compiled statement; values are set by name before each use.</summary>
internal sealed class SqliteStatement : IDisposable
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

    /// <summary>Sets a parameter; null is NULL.</summary>
    public SqliteStatement Set(string name, object? value)
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

    /// <summary>Executes it and returns the number of changed rows.</summary>
    public int Execute() => command.ExecuteNonQuery();

    /// <summary>Executes it and reads its rows.</summary>
    public SqliteDataReader Query() => command.ExecuteReader();

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public object? Scalar() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Reads all rows.</summary>
    public List<T> ToList<T>(Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = Query();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Reads the first row; default when there is none.</summary>
    public T? FirstOrDefault<T>(Func<SqliteDataReader, T> read)
    {
        using var reader = Query();
        return reader.Read() ? read(reader) : default;
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();
}
