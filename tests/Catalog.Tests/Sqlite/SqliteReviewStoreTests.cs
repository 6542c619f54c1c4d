using Cluster.Catalog.Backfills;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteReviewStoreTests : ReviewStoreCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IReviewStore Store => catalog!.Reviews;

    protected override ITrackStore Tracks => catalog!.Tracks;

    protected override IFeedbackStore Feedbacks => catalog!.Feedbacks;

    protected override IBackfillStore Backfills => catalog!.Backfills;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
