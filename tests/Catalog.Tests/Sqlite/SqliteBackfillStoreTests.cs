using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Tracks;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteBackfillStoreTests : BackfillStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IBackfillStore Store => catalog!.Backfills;

    protected override FakeTimeProvider Clock => fixture.Clock;

    protected override ITrackStore Tracks => catalog!.Tracks;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    protected override IBackfillStore OpenAnother() => fixture.Open().Backfills;
}
