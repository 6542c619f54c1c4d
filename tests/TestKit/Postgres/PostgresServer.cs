using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cluster.TestKit.Postgres;

/// <summary>
/// A PostgreSQL server in a folder of its own on loopback, for the tests of one process. It forgets what it holds when the machine stops (nothing is
/// flushed), and ends with the process, also when that is killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private const string Superuser = "tester";
    private static readonly string? Programs = FindPrograms();

    private readonly TemporaryFolder folder;
    private readonly Launch launch;
    private Process process;

    private PostgresServer(TemporaryFolder folder, Process process, Launch launch, string connectionString)
    {
        this.folder = folder;
        this.process = process;
        this.launch = launch;
        ConnectionString = connectionString;
    }

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>Reaches the server as its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one.</summary>
    /// <param name="settings">Settings beside those of the tests, or in their place: <c>name=value</c>.</param>
    public static Task<PostgresServer> StartAsync(params IReadOnlyList<string> settings) => StartAsync(new PostgresPlace(), settings);

    /// <summary>Starts one in a place that the test chooses.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresPlace chosen, params IReadOnlyList<string> settings)
    {
        var folder = new TemporaryFolder();
        var password = Guid.NewGuid().ToString("N");
        var data = chosen.Data ?? folder.Combine("data");

        // A chosen folder may be a disk of its own, which may become full: the log of writes lies elsewhere then, as it does for those who want the server to survive that.
        string[] log = chosen.Data is null ? [] : ["--waldir", folder.Combine("wal")];
        if (chosen.Data is not null)
        {
            Directory.CreateDirectory(data);
            if (Environment.IsPrivilegedProcess) await RunAsync(new ProcessStartInfo("chown", ["postgres:", data]));
        }

        var passwordFile = folder.Write("password", password);
        if (Environment.IsPrivilegedProcess) await RunAsync(new ProcessStartInfo("chown", ["-R", "postgres:", folder.Path]));
        string[] arguments = ["-D", data, "-U", Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256", "--no-sync", "--locale", "C", "--encoding", "UTF8", .. log];
        await RunAsync(AsOwner("initdb", arguments));
        if (chosen.Address is { } address)
        {
            await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), $"host all all {address}/24 scram-sha-256\n");
            settings = [$"listen_addresses=127.0.0.1,{address}", .. settings];
        }


        // Another process may take the port between the look and the start.
        for (var attempt = 1; ; attempt++)
        {
            var launch = new Launch(data, FreePort(), settings);
            var process = Prepare(launch);
            if (await StartAsync(process) is { } problem)
            {
                if (attempt == 3) throw new InvalidOperationException("PostgreSQL did not start: " + problem);
                continue;
            }

            var server = new PostgresServer(folder, process, launch, $"Host=127.0.0.1;Port={launch.Port};Username={Superuser};Password={password};Database=postgres");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
            return server;
        }
    }

    /// <summary>Stops it in order, at once, whoever is connected; what it holds stays.</summary>
    public void Stop()
    {
        // An interrupt ends it at once and in order; a kill would leave its children behind.
        if (process.HasExited) return;
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        process.WaitForExit(TimeSpan.FromSeconds(20));
    }

    /// <summary>Starts it again on the same port after <see cref="Stop"/>.</summary>
    public async Task ResumeAsync()
    {
        process = Prepare(launch);
        if (await StartAsync(process) is { } problem) throw new InvalidOperationException("PostgreSQL did not start again: " + problem);
    }

    /// <summary>Ends it and forgets what it holds.</summary>
    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> TestSettings =>
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
        "max_connections=300", "shared_buffers=64MB", "logging_collector=off",
    ];

    // Null once it is ready, else what it said before it ended. The thread stays until the server ends: the kernel tells the server when its parent is gone,
    // and takes the thread that started it for the parent.
    private static Task<string?> StartAsync(Process process)
    {
        var outcome = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            if (outcome.Task.IsCompleted) return;
            said.AppendLine(line.Data);
            if (line.Data?.Contains(Ready, StringComparison.Ordinal) == true) outcome.TrySetResult(null);
        };
        void Run()
        {
            process.Start();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            process.WaitForExit();
            outcome.TrySetResult(said.ToString());
        }

        new Thread(Run) { IsBackground = true, Name = "PostgreSQL" }.Start();
        return outcome.Task;
    }

    private static Process Prepare(Launch launch)
    {
        string[] arguments = ["-D", launch.Data, "-p", $"{launch.Port}", .. TestSettings.Concat(launch.Settings).SelectMany(setting => new[] { "-c", setting })];
        return new Process { StartInfo = AsOwner("postgres", arguments) };
    }

    private void End()
    {
        Stop();
        folder.Dispose();
    }

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo AsOwner(string program, params IEnumerable<string> arguments)
    {
        string[] owner = Environment.IsPrivilegedProcess ? ["--reuid", "postgres", "--regid", "postgres", "--init-groups"] : [];
        var start = new ProcessStartInfo("setpriv", [.. owner, "--pdeathsig", "INT", Path.Combine(Programs!, program), .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = "/";
        return start;
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} failed: {await error}{await output}");
    }

    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        if (!Directory.Exists(Debian)) return null;
        return Directory.EnumerateDirectories(Debian).OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Launch(string Data, int Port, IReadOnlyList<string> Settings);
}
