using Cluster.Catalog.Sql;
using Cluster.Catalog.Tests.Postgres;
using Cluster.Catalog.Tests.Sqlite;
using Cluster.TestKit.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cluster.Catalog.Tests;

/// <summary>Each migration has a twin for the other database; together they make the same tables with the same columns.</summary>
public sealed class TwinSchemaTests
{
    [Fact]
    public void Migrations_OfBothDatabases_HaveTheSameNumbersAndNames() =>
        Assert.Equal(Migration.Sqlite.Select(migration => (migration.Number, migration.Name)), Migration.Postgres.Select(migration => (migration.Number, migration.Name)));

    [Fact]
    [Trait("Provider", "Postgres")]
    public async Task Tables_OfBothDatabases_HaveTheSameColumns()
    {
        await using var sqlite = new SqliteFixture();
        await using var postgres = new PostgresFixture();
        await sqlite.OpenAsync();
        await postgres.OpenAsync();
        Assert.Equal(await ColumnsOfAsync(sqlite.Options.FilePath), await ColumnsOfAsync(postgres.Database));
    }

    private static async Task<List<string>> ColumnsOfAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand(
            "SELECT lower(t.name || '.' || c.name) FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'", connection);
        return await ReadAsync(command);
    }

    private static async Task<List<string>> ColumnsOfAsync(PostgresDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'", connection);
        return await ReadAsync(command);
    }

    private static async Task<List<string>> ReadAsync(System.Data.Common.DbCommand command)
    {
        var columns = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) columns.Add(reader.GetString(0));
        return [.. columns.Order(StringComparer.Ordinal)];
    }
}
