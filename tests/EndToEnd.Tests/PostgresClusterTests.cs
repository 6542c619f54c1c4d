using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;
using Cluster.TestKit.Postgres;
using Npgsql;

namespace Cluster.EndToEnd.Tests;

/// <summary>The programs of a cluster on PostgreSQL.</summary>
[Trait("Provider", "Postgres")]
public sealed class PostgresClusterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TwoSilosAndAGateway_BackfillAndLookUp()
    {
        const int Tracks = 12;
        var music = folder.Combine("music");
        for (var i = 0; i < Tracks; i++) Sounds.Write(Path.Combine(music, $"Albüm {i % 3}", $"türkü {i}.wav"), 3, i);
        await using var cluster = await PostgresCluster.StartAsync(folder.Combine("data"), 2, Cancel);
        Assert.Equal(2L, await cluster.Database.RunAsync("SELECT COUNT(*) FROM OrleansMembershipTable WHERE Status = 3"));

        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, "backfill", music, "--gateway", cluster.Url, "--wait", "--json");
        Assert.True(code == 0, error + cluster.Log);
        var job = JsonDocument.Parse(output).RootElement;
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(Tracks, job.GetProperty("counts").GetProperty("tagged").GetInt32());

        var track = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString("Albüm 1/türkü 4")}", Cancel);
        Assert.Equal(3, track.GetProperty("durationS").GetDouble(), 2);
        Assert.Equal(1, track.GetProperty("timeline").GetArrayLength());
        Assert.Equal((long)Tracks, await cluster.Database.RunAsync("SELECT COUNT(*) FROM track WHERE version = 1"));
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(cluster.Database.ConnectionString).Password!, cluster.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_WithoutAConnectionString_IsRefusedByName(bool gateway)
    {
        var (code, error) = await PostgresCluster.RunAsync(gateway, Cancel, "Cluster__Catalog=postgres");
        Assert.Equal(2, code);
        Assert.Contains("Cluster:ConnectionString is missing", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_NobodyListens_SaysWhere(bool gateway)
    {
        var (code, error) = await PostgresCluster.RunAsync(
            gateway, Cancel, "Cluster__Catalog=postgres", "Cluster__ConnectionString=Host=127.0.0.1;Port=1;Username=u;Password=sEcReT;Database=d");
        Assert.Equal(1, code);
        Assert.Contains("127.0.0.1:1/d", error, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongPassword_SaysSoWithoutIt()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "sEcReT" }.ToString();
        var (code, error) = await PostgresCluster.RunAsync(false, Cancel, "Cluster__Catalog=postgres", $"Cluster__ConnectionString={wrong}");
        Assert.Equal(1, code);
        Assert.Contains("the user or the password is wrong", error, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", error, StringComparison.Ordinal);
    }
}
