using System.Collections.Concurrent;
using Cluster.Catalog.Postgres;
using Cluster.TestKit.Postgres;

[assembly: AssemblyFixture(typeof(Cluster.Catalog.Tests.Postgres.PostgresDatabases))]

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>Migrated databases that are empty: to empty one is faster than to make one. They go when the last test has ended.</summary>
public sealed class PostgresDatabases : IAsyncDisposable
{
    private const string Empty = """
        SET session_replication_role = replica;
        DO $$
        DECLARE t text;
        BEGIN
          FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_migration', 'orleansquery') LOOP
            EXECUTE format('DELETE FROM %I', t);
          END LOOP;
        END $$
        """;

    private static readonly ConcurrentBag<PostgresDatabase> All = [];
    private static readonly ConcurrentBag<PostgresDatabase> Idle = [];

    /// <summary>One that nobody else uses.</summary>
    public static async Task<PostgresDatabase> TakeAsync()
    {
        if (Idle.TryTake(out var idle)) return idle;
        var database = await PostgresDatabase.CreateAsync();
        All.Add(database);
        await using var catalog = new PostgresCatalog(new PostgresOptions { ConnectionString = database.ConnectionString }, TimeProvider.System);
        await catalog.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Empties one for the next test.</summary>
    public static async Task GiveBackAsync(PostgresDatabase database)
    {
        await database.RunAsync(Empty);
        Idle.Add(database);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in All) await database.DisposeAsync();
    }
}
