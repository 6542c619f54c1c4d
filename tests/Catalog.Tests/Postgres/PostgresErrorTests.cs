using Cluster.Catalog.Postgres;
using Cluster.Catalog.Sql;
using Cluster.TestKit.Postgres;
using Npgsql;

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>What is said when the server or the database cannot be used: which, why, what to do, and never the password.</summary>
[Trait("Provider", "Postgres")]
public sealed class PostgresErrorTests : IAsyncLifetime
{
    private const string Secret = "sEcReT";
    private PostgresDatabase? database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NpgsqlConnectionStringBuilder Connection => new(database!.ConnectionString);

    public async ValueTask InitializeAsync() => database = await PostgresDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database!.DisposeAsync();

    [Fact]
    public async Task NobodyListens_SaysWhere()
    {
        var error = await MigrateAsync(new NpgsqlConnectionStringBuilder(Connection.ToString()) { Port = 1, Password = Secret });
        Assert.Contains("127.0.0.1:1/", error, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_SaysSo() =>
        Assert.Contains("the user or the password is wrong", await MigrateAsync(new NpgsqlConnectionStringBuilder(Connection.ToString()) { Password = Secret }), StringComparison.Ordinal);

    [Fact]
    public async Task NoSuchDatabase_SaysToCreateIt() =>
        Assert.Contains("Create it", await MigrateAsync(new NpgsqlConnectionStringBuilder(Connection.ToString()) { Database = "nowhere" }), StringComparison.Ordinal);

    [Fact]
    public async Task NotMigrated_SaysToStartASilo()
    {
        await using var catalog = Open(Connection.ToString());
        foreach (var call in (Func<Task>[])[() => catalog.Tracks.FindAsync("t", Token), () => catalog.Models.PutAsync("m", new byte[1], Token)])
            Assert.Contains("start a silo", (await Assert.ThrowsAsync<CatalogException>(call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FullDisk_IsToldApartFromADatabaseThatIsAway()
    {
        var refused = new PostgresException("could not extend file \"base/1/2\": No space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
        var error = Assert.IsType<CatalogFullException>(new PostgresErrors(Connection).Explain(refused));
        Assert.Contains("its disk is full", error.Message, StringComparison.Ordinal);
        Assert.Same(refused, error.InnerException);
    }

    [Fact]
    public async Task AnotherProgramsTable_IsLeftAlone()
    {
        await database!.RunAsync("CREATE TABLE clip (x integer)");
        Assert.Contains("belongs to another program", await MigrateAsync(Connection), StringComparison.Ordinal);
        Assert.Equal(1L, await database.RunAsync("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task MigrationFailsHalfWay_LeavesTheSchemaBefore()
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        var broken = new Migration(1, "broken", "CREATE TABLE half (x integer); CREATE TABLE half (x integer);");
        await Assert.ThrowsAsync<CatalogException>(() => new PostgresMigrator(source, new PostgresErrors(Connection), [broken], TimeProvider.System).MigrateAsync(Token));
        Assert.Equal(0L, await database!.RunAsync("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));
        await using var catalog = Open(Connection.ToString());
        Assert.Equal(Migration.Postgres.Count, await catalog.MigrateAsync(Token));
    }

    [Theory]
    [InlineData("", 16, "ConnectionString is missing")]
    [InlineData("nonsense", 16, "ConnectionString cannot be read")]
    [InlineData("Host=h;Password=a;sEcReT=1", 16, "ConnectionString cannot be read")]
    [InlineData("Database=d", 16, "ConnectionString names no Host")]
    [InlineData("Host=h", 5, "MaxConnections is 5")]
    [InlineData("Host=h", 1001, "MaxConnections is 1001")]
    public void Options_OutOfRange_AreRefusedByName(string connectionString, int connections, string problem)
    {
        var found = Assert.Single(new PostgresOptions { ConnectionString = connectionString, MaxConnections = connections }.Validate());
        Assert.Contains(problem, found, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransactionOfAClientThatIsCutOff_IsEndedByTheServer()
    {
        await using var source = NpgsqlDataSource.Create(new PostgresOptions { ConnectionString = Connection.ToString() }.ToBuilder());
        await using var command = source.CreateCommand("SHOW idle_in_transaction_session_timeout");
        Assert.Equal("30s", await command.ExecuteScalarAsync(Token));
        Assert.Equal("-c jit=off", new PostgresOptions { ConnectionString = "Host=h;Options=-c jit=off" }.ToBuilder().Options);
    }

    private static PostgresCatalog Open(string connectionString) => new(new PostgresOptions { ConnectionString = connectionString }, TimeProvider.System);

    private static async Task<string> MigrateAsync(NpgsqlConnectionStringBuilder connection)
    {
        await using var catalog = Open(connection.ToString());
        var error = await Assert.ThrowsAsync<CatalogException>(() => catalog.MigrateAsync(Token));
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        return error.Message;
    }
}
