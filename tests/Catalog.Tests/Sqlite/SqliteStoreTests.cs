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
public sealed class SqliteShadowStoreTests() : ShadowStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteExposureStoreTests() : ExposureStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteEventOutcomesTests() : EventOutcomesCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteModelArtefactStoreTests() : ModelArtefactStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteEventStoreTests() : EventStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteEmotionStatsTests() : EmotionStatsCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteSchemaTests() : MigrationCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteTrafficStoreTests() : TrafficStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteReplayStoreTests() : ReplayStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteDriftStoreTests() : DriftStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteLabelFiguresTests() : LabelFiguresCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteTrainingStoreTests() : TrainingStoreCompliance(new SqliteFixture());

[Trait("Provider", "Sqlite")]
public sealed class SqliteScheduleStoreTests() : ScheduleStoreCompliance(new SqliteFixture());
