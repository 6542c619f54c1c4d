using System.Globalization;
using Cluster.Catalog.Postgres;
using Cluster.Catalog.Sql;
using Cluster.Catalog.Tests.Support;
using Cluster.TestKit.Postgres;

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>A catalogue in a PostgreSQL database of its own.</summary>
public sealed class PostgresFixture : CatalogFixture
{
    private PostgresDatabase? database;
    private bool taken;

    public PostgresDatabase Database => database ?? throw new InvalidOperationException("The database is not made yet.");

    public PostgresOptions Options => new() { ConnectionString = Database.ConnectionString, MaxConnections = 10 };

    public override string Name => ((PostgresCatalog)Open()).Name;

    public override IReadOnlyList<int> Migrations => [.. Migration.Postgres.Select(migration => migration.Number)];

    public override async Task InitializeAsync() => database = await PostgresDatabase.CreateAsync();

    /// <summary>The first one takes a database that is migrated already, unless the test asked for one that is not.</summary>
    public override async Task<ICatalog> OpenAsync()
    {
        if (database is not null) return await base.OpenAsync();
        database = await PostgresDatabases.TakeAsync();
        taken = true;
        return Open();
    }

    public override async Task<long> RunAsync(string sql) => Convert.ToInt64(await Database.RunAsync(sql) ?? 0L, CultureInfo.InvariantCulture);

    protected override ICatalog Create() => new PostgresCatalog(Options, Clock);

    protected override async ValueTask DropAsync()
    {
        if (database is null) return;
        if (taken) await PostgresDatabases.GiveBackAsync(database);
        else await database.DisposeAsync();
    }
}
