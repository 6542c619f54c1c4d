using Cluster.Catalog.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Catalog.Tests.Sqlite;

/// <summary>A catalogue in a folder of its own, with a clock that stands still until it is moved.</summary>
public sealed class SqliteFixture : IAsyncDisposable
{
    private readonly List<SqliteCatalog> catalogs = [];

    public SqliteFixture()
    {
        Folder = Directory.CreateTempSubdirectory("catalogue-test-").FullName;
    }

    public string Folder { get; }

    public CatalogOptions Options => new() { DataFolder = Folder, MaxReaders = 4 };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A migrated catalogue on the file, as one process has it.</summary>
    public async Task<SqliteCatalog> OpenAsync()
    {
        var catalog = Open();
        await catalog.MigrateAsync(TestContext.Current.CancellationToken);
        return catalog;
    }

    /// <summary>A catalogue on the file, not migrated.</summary>
    public SqliteCatalog Open()
    {
        var catalog = new SqliteCatalog(Options, Clock);
        catalogs.Add(catalog);
        return catalog;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in catalogs) await catalog.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
