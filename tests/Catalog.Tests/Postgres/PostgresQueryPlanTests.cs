using Cluster.Catalog.Postgres;
using Cluster.Catalog.Sql.Tracks;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;
using Npgsql;

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>
/// The statements that must stay fast in a large catalogue can find their rows by keys, and pages in order. The planner scans empty tables, so scans and
/// sorts are forbidden to it first: what is left of them cannot be done without.
/// </summary>
[Trait("Provider", "Postgres")]
public sealed class PostgresQueryPlanTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const string Forbid = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_incremental_sort = off; SET plan_cache_mode = force_generic_plan";

    [Theory]
    [MemberData(nameof(FastStatements.Statements), MemberType = typeof(FastStatements))]
    public async Task Statement_Plan_FindsItsRowsByKeys(string sql) => Assert.DoesNotContain("Seq Scan", await PlanAsync(sql), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(FastStatements.Searches), MemberType = typeof(FastStatements))]
    public async Task Search_Plan_WalksAnIndexInItsOrder(TrackQuery query)
    {
        var search = new TrackSearch(query);
        var byId = query.Sort == TrackSort.TrackId;
        foreach (var position in (TrackPosition[])[search.Position, new(byId, byId ? null : 0.5, "after")])
        {
            var plan = await PlanAsync(search.Sql(position));
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    private async Task<string> PlanAsync(string sql)
    {
        await fixture.OpenAsync();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(fixture.Database.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var text = PostgresText.Of(sql);
        var nulls = string.Join(", ", text.Parameters.Select(_ => "NULL"));
        await RunAsync(connection, Forbid);
        await RunAsync(connection, $"PREPARE asked AS {text.Sql}");
        return await RunAsync(connection, "EXPLAIN EXECUTE asked" + (nulls.Length > 0 ? $" ({nulls})" : string.Empty));
    }

    private static async Task<string> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
