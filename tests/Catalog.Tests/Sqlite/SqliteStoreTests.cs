using Cluster.Catalog.Tests.Compliance;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteTrackStoreTests() : TrackStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteBackfillStoreTests() : BackfillStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteFeedbackStoreTests() : FeedbackStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteReviewStoreTests() : ReviewStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteExposureStoreTests() : ExposureStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteModelArtefactStoreTests() : ModelArtefactStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteSchemaTests() : MigrationCompliance(new SqliteFixture());
