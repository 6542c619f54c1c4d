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
public sealed class PostgresShadowStoreTests() : ShadowStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresExposureStoreTests() : ExposureStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresEventOutcomesTests() : EventOutcomesCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresModelArtefactStoreTests() : ModelArtefactStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresEventStoreTests() : EventStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresEmotionStatsTests() : EmotionStatsCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresSchemaTests() : MigrationCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresTrafficStoreTests() : TrafficStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresReplayStoreTests() : ReplayStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresDriftStoreTests() : DriftStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresLabelFiguresTests() : LabelFiguresCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresTrainingStoreTests() : TrainingStoreCompliance(new PostgresFixture());

[Trait("Provider", "Postgres")]
public sealed class PostgresScheduleStoreTests() : ScheduleStoreCompliance(new PostgresFixture());
