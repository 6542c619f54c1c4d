using Cluster.Catalog.Tests.Compliance;

namespace Cluster.Catalog.Tests.Postgres;

[Trait("Provider", "Postgres")]
public sealed class PostgresTrackStoreTests() : TrackStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresBackfillStoreTests() : BackfillStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresFeedbackStoreTests() : FeedbackStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresReviewStoreTests() : ReviewStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresExposureStoreTests() : ExposureStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresModelArtefactStoreTests() : ModelArtefactStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresSchemaTests() : MigrationCompliance(new PostgresFixture());
