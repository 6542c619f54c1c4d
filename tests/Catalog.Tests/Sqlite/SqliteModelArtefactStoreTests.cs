using Cluster.Catalog.Models;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteModelArtefactStoreTests : ModelArtefactStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IModelArtefactStore Store => catalog!.Models;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
