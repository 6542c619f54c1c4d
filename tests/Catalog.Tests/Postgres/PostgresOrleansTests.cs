using Cluster.Catalog.Tests.Orleans;

namespace Cluster.Catalog.Tests.Postgres;

[Trait("Suite", "Cluster")]
[Trait("Provider", "Postgres")]
public sealed class PostgresOrleansClusterTests() : OrleansClusterCompliance(new PostgresFixture());

[Trait("Suite", "Cluster")]
[Trait("Provider", "Postgres")]
public sealed class PostgresOrleansTablesTests() : OrleansTablesCompliance(new PostgresFixture());
