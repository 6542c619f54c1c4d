using Cluster.Catalog.Events;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tests.Compliance;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteEmotionStatsTests : EmotionStatsCompliance, IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteCatalog? catalog;

    protected override IEmotionStatsReader Reader => catalog!.Stats;

    protected override ITrackStore Tracks => catalog!.Tracks;

    protected override IEventStore Events => catalog!.Events;

    public async ValueTask InitializeAsync() => catalog = await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
