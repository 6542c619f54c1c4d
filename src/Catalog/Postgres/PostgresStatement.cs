using System.Data.Common;
using Cluster.Catalog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Catalog.Postgres;

/// <summary>A statement. Every value has its type, also NULL, so that the server prepares one plan for all of them.</summary>
internal sealed class PostgresStatement(PostgresSession session, PostgresText text) : SqlStatement
{
    private readonly Dictionary<string, (NpgsqlDbType Type, object? Value)> values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override PostgresStatement Set(string name, string? value) => SetValue(name, NpgsqlDbType.Text, PostgresStrings.Storable(value));

    /// <inheritdoc/>
    public override PostgresStatement Set(string name, long? value) => SetValue(name, NpgsqlDbType.Bigint, value);

    /// <inheritdoc/>
    public override PostgresStatement Set(string name, double? value) => SetValue(name, NpgsqlDbType.Double, value);

    /// <inheritdoc/>
    public override PostgresStatement Set(string name, byte[]? value) => SetValue(name, NpgsqlDbType.Bytea, value);

    /// <inheritdoc/>
    public override PostgresStatement SetList(string name, IReadOnlyCollection<string> values) =>
        SetValue(name, NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(PostgresStrings.Storable).ToArray());

    /// <inheritdoc/>
    public override PostgresStatement SetList(string name, IReadOnlyCollection<long> values) => SetValue(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values.ToArray());

    /// <summary>Sets one list a column.</summary>
    public PostgresStatement SetColumns<T>(SqlColumns<T> columns, IReadOnlyList<T> rows)
    {
        foreach (var column in columns)
        {
            var list = column.Values(rows);
            SetValue(column.Parameter, NpgsqlDbType.Array | TypeOf(list), list is string?[] texts ? Array.ConvertAll(texts, PostgresStrings.Storable) : list);
        }

        return this;
    }

    /// <inheritdoc/>
    public override Task<int> ExecuteAsync() => session.ExecuteAsync(ToCommand());

    /// <inheritdoc/>
    public override void Queue() => session.Enqueue(ToCommand());

    /// <inheritdoc/>
    public override Task<List<T>> ToListAsync<T>(Func<DbDataReader, T> read) => session.QueryAsync(ToCommand(), read, int.MaxValue);

    /// <inheritdoc/>
    public override async Task<T?> FirstOrDefaultAsync<T>(Func<DbDataReader, T> read)
        where T : default => (await session.QueryAsync(ToCommand(), read, 1).ConfigureAwait(false)) is [var first, ..] ? first : default;

    /// <summary>The statement with the values that are set now.</summary>
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(text.Sql);
        foreach (var name in text.Parameters)
        {
            var (type, value) = values[name];
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        }

        return command;
    }

    private static NpgsqlDbType TypeOf(Array list) => list switch
    {
        string?[] => NpgsqlDbType.Text,
        long?[] => NpgsqlDbType.Bigint,
        double?[] => NpgsqlDbType.Double,
        _ => NpgsqlDbType.Bytea,
    };

    private PostgresStatement SetValue(string name, NpgsqlDbType type, object? value)
    {
        values[name] = (type, value);
        return this;
    }
}
