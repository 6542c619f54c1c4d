using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary><c>scripts/up</c> and <c>scripts/down</c> for real: a database, three silos and two gateways as plain processes, in a folder of the test's own.</summary>
[Collection("Faults")]
[Trait("Provider", "Postgres")]
[Trait("Suite", "Slow")]
public sealed class ScriptsTests : IAsyncLifetime
{
    // What the script gives its processes; the database's port can be chosen.
    private static readonly int[] Ports = [5080, 5081, 5082, 5083, 5090, 11111, 11112, 11113, 30001, 30002, 30003];
    private static readonly string[] Names = ["silo-1", "silo-2", "silo-3", "gateway-1", "gateway-2"];
    private static readonly string[] GatewayUrls = ["http://127.0.0.1:5080", "http://127.0.0.1:5090"];

    private readonly TemporaryFolder folder = new();

    // Not below the test's other folder, which the database's user may not enter.
    private readonly string data = $"/tmp/cluster-up-{Guid.NewGuid():N}";
    private readonly int databasePort = FreePort();
    private bool started;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (started) await RunAsync("down");
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        folder.Dispose();
    }

    [Fact]
    public async Task Up_TagsThroughBothGatewaysAndRestartsNothingTheSecondTime_DownLeavesNothing()
    {
        Needs.Component(Cluster.TestKit.Postgres.PostgresServer.IsInstalled, "PostgreSQL (Debian package postgresql)");
        Needs.Program("curl", "curl");
        foreach (var port in Ports)
        {
            if (!IsFree(port)) Assert.Skip($"Port {port}, which scripts/up uses, is taken by another program.");
        }

        Directory.CreateDirectory(data);
        started = true;
        var (code, said) = await RunAsync("up");
        Assert.True(code == 0, said);
        var processes = Processes();
        Assert.Equal(Names.Length + 1, processes.Distinct().Count());
        Assert.All(processes, id => Assert.True(Runs(id), said));

        for (var i = 0; i < GatewayUrls.Length; i++)
        {
            for (var file = 0; file < 3; file++) Sounds.Write(folder.Combine($"{i}/g{i}t{file}.wav"), 3, (3 * i) + file);
            var (exit, output, error) = await ClusterProcess.RunAsync(Cancel, "backfill", folder.Combine($"{i}"), "--gateway", GatewayUrls[i], "--wait", "--json");
            Assert.True(exit == 0, error);
            Assert.Equal(3, JsonDocument.Parse(output).RootElement.GetProperty("counts").GetProperty("tagged").GetInt32());

            // Through the other gateway it is found too.
            Assert.Equal(0, (await ClusterProcess.RunAsync(Cancel, "lookup", $"g{i}t0", "--gateway", GatewayUrls[1 - i])).ExitCode);
        }

        (code, said) = await RunAsync("up");
        Assert.True(code == 0, said);
        Assert.Equal(processes, Processes());

        (code, said) = await RunAsync("down");
        Assert.True(code == 0, said);
        Assert.All(processes, id => Assert.False(Runs(id), $"process {id} still runs"));
        Assert.All(Ports, port => Assert.True(IsFree(port), $"port {port} is still taken"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(data, "run")));
    }

    // The ids of all processes that it started, the database's among them.
    private List<int> Processes() =>
    [
        .. Names.Select(name => ReadId(Path.Combine(data, "run", name + ".pid"))), ReadId(Path.Combine(data, "postgres", "postmaster.pid")),
    ];

    // One that has ended, and whose parent has not asked for its exit code yet, has no command line any more.
    private static bool Runs(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int ReadId(string file) => int.Parse(File.ReadLines(file).First(), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(int ExitCode, string Said)> RunAsync(string script)
    {
        // Into a file: what it leaves running would keep a pipe open.
        var said = folder.Combine("said");
        var start = new ProcessStartInfo("bash", ["-c", "exec \"$0\" > \"$1\" 2>&1 < /dev/null", Path.Combine(RepositoryPaths.Root, "scripts", script), said]);
        var starter = ClusterProcess.AnyLength.Split('=', 2);
        start.Environment[starter[0]] = starter[1];
        start.Environment["CLUSTER_FOLDER"] = data;
        start.Environment["CLUSTER_DATABASE_PORT"] = $"{databasePort}";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await File.ReadAllTextAsync(said, CancellationToken.None));
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
