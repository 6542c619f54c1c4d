using Npgsql;

namespace Cluster.TestKit.Postgres;

/// <summary>
/// An empty PostgreSQL database that lives as long as its test. The server is the one that <c>CLUSTER_TEST_POSTGRES</c> (a connection string of a user who
/// may create databases) points to; without it, one is started for the process.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const string Variable = "CLUSTER_TEST_POSTGRES";
    private static readonly Lazy<Task<string>> Server = new(FindServerAsync);

    private readonly string server;

    private PostgresDatabase(string server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    /// <summary>The database's name.</summary>
    public string Name { get; }

    /// <summary>Reaches the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes one. Where there is no PostgreSQL the test is skipped, or fails under continuous integration.</summary>
    public static async Task<PostgresDatabase> CreateAsync()
    {
        Needs.Component(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || PostgresServer.IsInstalled, "PostgreSQL (Debian package postgresql)");
        var database = new PostgresDatabase(await Server.Value, $"cluster_test_{Guid.NewGuid():N}");
        await database.RunOnServerAsync($"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>Makes one on a server of its own, which the test may stop and resume, and which it disposes of.</summary>
    /// <param name="settings">See <see cref="PostgresServer.StartAsync(IReadOnlyList{string})"/>.</param>
    public static Task<(PostgresDatabase Database, PostgresServer Server)> CreateWithServerAsync(params IReadOnlyList<string> settings) =>
        CreateWithServerAsync(new PostgresPlace(), settings);

    /// <summary>The same in a place that the test chooses.</summary>
    public static async Task<(PostgresDatabase Database, PostgresServer Server)> CreateWithServerAsync(PostgresPlace place, params IReadOnlyList<string> settings)
    {
        Needs.Component(PostgresServer.IsInstalled, "PostgreSQL (Debian package postgresql)");
        var server = await PostgresServer.StartAsync(place, settings);
        var database = new PostgresDatabase(server.ConnectionString, $"cluster_test_{Guid.NewGuid():N}");
        await database.RunOnServerAsync($"CREATE DATABASE {database.Name}");
        return (database, server);
    }

    /// <summary>Runs a statement in the database.</summary>
    /// <returns>The first column of the first row; null when there is none.</returns>
    public Task<object?> RunAsync(string sql) => RunAsync(ConnectionString, sql);

    /// <summary>Drops it, whoever is connected.</summary>
    public async ValueTask DisposeAsync() => await RunOnServerAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private static async Task<string> FindServerAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : (await PostgresServer.StartAsync()).ConnectionString;

    private Task<object?> RunOnServerAsync(string sql) => RunAsync(server, sql);

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
