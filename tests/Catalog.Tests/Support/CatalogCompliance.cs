using Microsoft.Extensions.Time.Testing;

namespace Cluster.Catalog.Tests.Support;

/// <summary>A suite that holds on every database: each derived class runs it on one.</summary>
public abstract class CatalogCompliance(CatalogFixture fixture) : IAsyncLifetime
{
    private ICatalog? catalog;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected CatalogFixture Fixture => fixture;

    /// <summary>The catalogue, migrated.</summary>
    protected ICatalog Catalog => catalog ?? throw new InvalidOperationException("The catalogue is not opened yet.");

    /// <summary>The catalogue's clock.</summary>
    protected FakeTimeProvider Clock => fixture.Clock;

    public virtual async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another catalogue on the same database, as another process would have it.</summary>
    protected ICatalog OpenAnother() => fixture.Open();
}
