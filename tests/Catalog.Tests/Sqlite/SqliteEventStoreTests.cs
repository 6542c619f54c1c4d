using Cluster.Catalog.Events;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteEventStoreTests : EventStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IEventStore Store => catalog!.Events;

    protected override ITrackStore Tracks => catalog!.Tracks;

    protected override IReviewStore Reviews => catalog!.Reviews;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
