using System.Net;
using Cluster.TestKit.Postgres;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>A database server of its own, silos and gateways as processes, to be killed, stopped and replaced one by one. Every start takes new ports.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    // Says at what line a program has started, and where.
    private const string LogStart = "Logging__LogLevel__Microsoft.Hosting.Lifetime=Information";
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    private readonly string[] settings;
    private readonly List<ProgramProcess> all = [];

    private FaultCluster(PostgresServer server, PostgresDatabase database, string data, string[] more)
    {
        (Server, Database) = (server, database);
        settings =
        [
            "Cluster__Catalog=postgres", $"Cluster__ConnectionString={database.ConnectionString}", $"Cluster__DataFolder={data}", "Cluster__FeaturizerWorkers=1",
            "Cluster__MaxConnections=10", "Backfill__CommitInterval=00:00:00.2", "Backfill__ChunkSize=4", LogStart, ClusterProcess.AnyLength, "URLS=http://127.0.0.1:0", .. more,
        ];
    }

    /// <summary>The database server.</summary>
    public PostgresServer Server { get; }

    /// <summary>The database, for a look behind the programs' back.</summary>
    public PostgresDatabase Database { get; }

    /// <summary>The silos that run, as far as the test knows.</summary>
    public List<Member> Silos { get; } = [];

    /// <summary>The gateways that run, as far as the test knows.</summary>
    public List<Member> Gateways { get; } = [];

    // Everything that all programs wrote, dead ones included; FAULT_LOG names a file that it is to be kept in.
    private string Log => string.Join("\n----\n", all.Select(process => process.Log));

    /// <summary>Starts everything and returns when all say that they are ready.</summary>
    public static async Task<FaultCluster> StartAsync(string data, int silos, int gateways, CancellationToken cancellationToken, params string[] settings) =>
        await StartOnAsync(await PostgresDatabase.CreateWithServerAsync(), data, silos, gateways, cancellationToken, settings);

    /// <summary>The same on a database server that the test has chosen; it is disposed of with the cluster.</summary>
    public static async Task<FaultCluster> StartOnAsync(
        (PostgresDatabase Database, PostgresServer Server) on, string data, int silos, int gateways, CancellationToken cancellationToken, params string[] settings)
    {
        var cluster = new FaultCluster(on.Server, on.Database, data, settings);
        try
        {
            await cluster.AddSilosAsync(silos, cancellationToken);
            for (var i = 0; i < gateways; i++) await cluster.AddGatewayAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts silos, all at once, and returns when they are ready.</summary>
    public async Task AddSilosAsync(int count, CancellationToken cancellationToken) =>
        Silos.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAsync("Cluster.Silo.dll", cancellationToken))));

    /// <summary>Starts one silo in a place of its own and returns when it is ready.</summary>
    /// <param name="prefix">A command that becomes the silo; see <see cref="ProgramProcess.StartAsync"/>.</param>
    /// <param name="own">Settings that differ from the others'.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Member> AddSiloAsync(string[] prefix, string[] own, CancellationToken cancellationToken)
    {
        var silo = await StartAsync("Cluster.Silo.dll", cancellationToken, own, prefix);
        Silos.Add(silo);
        return silo;
    }

    /// <summary>Starts a gateway and returns when it is ready.</summary>
    public async Task AddGatewayAsync(CancellationToken cancellationToken) => Gateways.Add(await StartAsync("Cluster.Gateway.dll", cancellationToken));

    /// <summary>Looks again and again until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(LookPeriod);
        while (!await holds()) await looks.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Waits until a query's first value is at least this.</summary>
    public Task UntilCountAsync(string sql, long least, CancellationToken cancellationToken) =>
        UntilAsync(async () => Convert.ToInt64(await Database.RunAsync(sql), System.Globalization.CultureInfo.InvariantCulture) >= least, cancellationToken);

    /// <summary>Whether a program says that it is ready.</summary>
    public static async Task<bool> IsReadyAsync(Member member, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await member.Client.GetAsync("/health/ready", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Silos.Concat(Gateways)) member.Client.Dispose();
        if (Environment.GetEnvironmentVariable("FAULT_LOG") is { Length: > 0 } file) await File.WriteAllTextAsync(file, Log);
        foreach (var process in all) await process.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task<Member> StartAsync(string program, CancellationToken cancellationToken, string[]? own = null, string[]? prefix = null)
    {
        var (process, url) = await ProgramProcess.StartAsync(program, [], [.. settings, .. own ?? []], "Now listening on: ", cancellationToken, prefix ?? []);
        lock (all) all.Add(process);
        var member = new Member(process, new HttpClient { BaseAddress = new Uri(url.Trim()) });
        await UntilAsync(() => IsReadyAsync(member, cancellationToken), cancellationToken);
        return member;
    }

    /// <summary>One program that runs.</summary>
    /// <param name="Process">The process.</param>
    /// <param name="Client">Talks to it over HTTP.</param>
    internal sealed record Member(ProgramProcess Process, HttpClient Client);
}
