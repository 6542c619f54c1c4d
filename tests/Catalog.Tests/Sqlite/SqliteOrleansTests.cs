using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Orleans;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Suite", "Cluster")]
[Trait("Provider", "Sqlite")]
public sealed class SqliteOrleansClusterTests() : OrleansClusterCompliance(new SqliteFixture());

[Trait("Suite", "Cluster")]
[Trait("Provider", "Sqlite")]
public sealed class SqliteOrleansTablesTests() : OrleansTablesCompliance(new SqliteFixture())
{
    [Fact]
    public async Task ClearMembership_ForgetsSilosAndMovesTheVersion()
    {
        var table = await OpenMembershipAsync("another");
        var before = (await table.ReadAllAsync(Token)).Version;
        await table.InsertRowAsync(Entry(11_111, 1), before, Token);
        var cached = (await table.ReadAllAsync(Token)).Version;
        await ((SqliteCatalog)Catalog).Orleans.ClearMembershipAsync(Token);
        var cleared = await table.ReadAllAsync(Token);
        Assert.Empty(cleared.Members);
        Assert.True(cleared.Version.Version > cached.Version);
        Assert.False(await table.InsertRowAsync(Entry(11_112, 1), cached, Token));
        Assert.True(await table.InsertRowAsync(Entry(11_112, 1), cleared.Version, Token));
    }
}
