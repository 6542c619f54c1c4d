using Microsoft.Extensions.Time.Testing;

namespace Cluster.Catalog.Tests.Support;

/// <summary>A catalogue's database for one test, with a clock that stands still until it is moved.</summary>
public abstract class CatalogFixture : IAsyncDisposable
{
    private readonly List<ICatalog> catalogs = [];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A migrated catalogue on the database, as one process has it.</summary>
    public virtual async Task<ICatalog> OpenAsync()
    {
        var catalog = Open();
        await catalog.MigrateAsync(TestContext.Current.CancellationToken);
        return catalog;
    }

    /// <summary>A catalogue on the database, not migrated.</summary>
    public ICatalog Open()
    {
        var catalog = Create();
        catalogs.Add(catalog);
        return catalog;
    }

    /// <summary>Runs a statement behind the catalogue's back; the number that it yields, or 0.</summary>
    public abstract Task<long> RunAsync(string sql);

    /// <summary>How messages call the catalogue.</summary>
    public abstract string Name { get; }

    /// <summary>The migrations that this program knows, by number.</summary>
    public abstract IReadOnlyList<int> Migrations { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in catalogs) await catalog.DisposeAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what the catalogue is to lie in.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    protected abstract ICatalog Create();

    protected abstract ValueTask DropAsync();
}
