using Cluster.TestKit.Postgres;

namespace Cluster.EndToEnd.Tests;

/// <summary>Silos and a gateway as processes of their own on one PostgreSQL database.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Silo = "Cluster.Silo.dll";
    private const string Gateway = "Cluster.Gateway.dll";

    // Says at what line a program has started.
    private const string LogStart = "Logging__LogLevel__Microsoft.Hosting.Lifetime=Information";

    private readonly PostgresDatabase database;
    private readonly List<ProgramProcess> processes = [];

    private PostgresCluster(PostgresDatabase database) => this.database = database;

    /// <summary>Talks to the gateway.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The gateway's address.</summary>
    public string Url { get; private set; } = null!;

    /// <summary>The database, for a look behind the programs' back.</summary>
    public PostgresDatabase Database => database;

    /// <summary>Everything that the programs wrote.</summary>
    public string Log => string.Join('\n', processes.Select(process => process.Log));

    /// <summary>Starts them all at once and returns when all have started.</summary>
    public static async Task<PostgresCluster> StartAsync(string data, int silos, CancellationToken cancellationToken)
    {
        var cluster = new PostgresCluster(await PostgresDatabase.CreateAsync());
        string[] settings = ["Cluster__Catalog=postgres", $"Cluster__ConnectionString={cluster.database.ConnectionString}", $"Cluster__DataFolder={data}", ClusterProcess.AnyLength, LogStart];
        var gateway = ProgramProcess.StartAsync(Gateway, [], [.. settings, "URLS=http://127.0.0.1:0"], "Now listening on: ", cancellationToken);
        var others = Enumerable.Range(0, silos).Select(_ =>
            ProgramProcess.StartAsync(Silo, [], [.. settings, "Cluster__FeaturizerWorkers=1", "URLS=http://127.0.0.1:0"], "Application started", cancellationToken)).ToList();
        try
        {
            foreach (var starting in others.Prepend(gateway)) cluster.processes.Add((await starting).Process);
            cluster.Url = (await gateway).Found.Trim();
            cluster.Client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
            return cluster;
        }
        catch
        {
            await Task.WhenAny(Task.WhenAll(others.Append(gateway)));
            foreach (var starting in others.Append(gateway).Where(starting => starting.IsCompletedSuccessfully)) await (await starting).Process.DisposeAsync();
            await cluster.database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a silo, or a gateway, that is expected to refuse to start.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(bool gateway, CancellationToken cancellationToken, params string[] settings)
    {
        var (code, _, error) = await ProgramProcess.RunAsync(gateway ? Gateway : Silo, [], settings, cancellationToken);
        return (code, error);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in processes) await process.DisposeAsync();
        await database.DisposeAsync();
    }
}
