using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>How every database comes to its schema.</summary>
public abstract class MigrationCompliance(CatalogFixture fixture) : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await fixture.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Migrations_AreNumberedWithoutGaps() => Assert.Equal(Enumerable.Range(1, fixture.Migrations.Count), fixture.Migrations);

    [Fact]
    public async Task Migrate_NothingThere_CreatesEverythingOnce()
    {
        var catalog = fixture.Open();
        Assert.Equal(fixture.Migrations.Count, await catalog.MigrateAsync(Token));
        Assert.Equal(0, await catalog.MigrateAsync(Token));
        Assert.Null(await catalog.Tracks.FindAsync("t", Token));
    }

    [Fact]
    public async Task Ping_AnswersOnceThereIsACatalogue()
    {
        var catalog = fixture.Open();
        await Assert.ThrowsAsync<CatalogException>(() => catalog.PingAsync(Token));
        await catalog.MigrateAsync(Token);
        await catalog.PingAsync(Token);
    }

    [Fact]
    public async Task Migrate_SeveralProcessesAtOnce_EachMigrationOnce()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.Open().MigrateAsync(Token)));
        Assert.Equal(fixture.Migrations.Count, applied.Sum());
        Assert.Equal(fixture.Migrations.Count, await fixture.RunAsync("SELECT COUNT(*) FROM schema_migration"));
    }

    [Fact]
    public async Task Migrate_NewerDatabase_IsRefused()
    {
        await fixture.OpenAsync();
        await fixture.RunAsync("INSERT INTO schema_migration VALUES (9999, 'from the future', 'x', 0)");
        var error = await Assert.ThrowsAsync<CatalogException>(() => fixture.Open().MigrateAsync(Token));
        Assert.Contains("newer program", error.Message, StringComparison.Ordinal);
        Assert.Contains(fixture.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_EditedMigration_IsRefused()
    {
        await fixture.OpenAsync();
        await fixture.RunAsync("UPDATE schema_migration SET checksum = 'x' WHERE number = 1");
        var error = await Assert.ThrowsAsync<CatalogException>(() => fixture.Open().MigrateAsync(Token));
        Assert.Contains("Schema 1", error.Message, StringComparison.Ordinal);
    }
}
