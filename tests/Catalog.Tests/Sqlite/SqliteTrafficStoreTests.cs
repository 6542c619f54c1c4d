using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Traffic;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteTrafficStoreTests : TrafficStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override ITrafficStore Store => catalog!.Traffic;

    protected override IFeedbackStore Feedbacks => catalog!.Feedbacks;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    protected override ITrafficStore OpenAnother() => fixture.Open().Traffic;
}
