using Cluster.Catalog.Sql;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Tests.Sqlite;

/// <summary>A catalogue in a folder of its own.</summary>
public sealed class SqliteFixture : CatalogFixture
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("catalogue-test-").FullName;

    public CatalogOptions Options => new() { DataFolder = Folder, MaxReaders = 4 };

    public override string Name => Options.FilePath;

    public override IReadOnlyList<int> Migrations => [.. Migration.Sqlite.Select(migration => migration.Number)];

    /// <inheritdoc cref="CatalogFixture.OpenAsync"/>
    public new async Task<SqliteCatalog> OpenAsync() => (SqliteCatalog)await base.OpenAsync();

    /// <inheritdoc cref="CatalogFixture.Open"/>
    public new SqliteCatalog Open() => (SqliteCatalog)base.Open();

    public override async Task<long> RunAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Options.FilePath, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() is long value ? value : 0;
    }

    protected override ICatalog Create() => new SqliteCatalog(Options, Clock);

    protected override ValueTask DropAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
