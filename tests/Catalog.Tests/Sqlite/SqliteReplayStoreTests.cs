using Cluster.Catalog.Replays;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteReplayStoreTests : ReplayStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IReplayStore Store => catalog!.Replays;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    protected override IReplayStore OpenAnother() => fixture.Open().Replays;
}
