using Cluster.Catalog.Postgres;
using Cluster.TestKit.Postgres;

[assembly: AssemblyFixture(typeof(Cluster.Catalog.Tests.Postgres.PostgresTemplate))]

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>One migrated database that the tests copy; it goes when the last of them has ended.</summary>
public sealed class PostgresTemplate : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresDatabase>> Made = new(MakeAsync);

    public static Task<PostgresDatabase> FindAsync() => Made.Value;

    public async ValueTask DisposeAsync()
    {
        if (Made.IsValueCreated && Made.Value.IsCompletedSuccessfully) await (await Made.Value).DisposeAsync();
    }

    private static async Task<PostgresDatabase> MakeAsync()
    {
        var template = await PostgresDatabase.CreateAsync();
        await using var catalog = new PostgresCatalog(new PostgresOptions { ConnectionString = template.ConnectionString }, TimeProvider.System);
        await catalog.MigrateAsync(CancellationToken.None);
        return template;
    }
}
