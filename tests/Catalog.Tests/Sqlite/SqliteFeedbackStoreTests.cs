using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteFeedbackStoreTests : FeedbackStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IFeedbackStore Store => catalog!.Feedbacks;

    protected override ITrackStore Tracks => catalog!.Tracks;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    protected override IFeedbackStore OpenAnother() => fixture.Open().Feedbacks;
}
