using System.Diagnostics;
using System.Text;

namespace Cluster.EndToEnd.Tests;

/// <summary>A real <c>cluster</c> process: <c>cluster up</c> on a port of its own, or any other command run to its end.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private const string ServesOn = "The cluster serves on ";
    private readonly Process process;
    private readonly StringBuilder log = new();

    private ClusterProcess(Process process) => this.process = process;

    /// <summary>Talks to the gateway.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The gateway's address.</summary>
    public string Url { get; private set; } = null!;

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Everything that it wrote.</summary>
    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    /// <summary>Starts <c>cluster up</c> and returns when it says where it serves.</summary>
    public static async Task<ClusterProcess> UpAsync(string data, CancellationToken cancellationToken, params string[] settings)
    {
        var cluster = new ClusterProcess(new Process { StartInfo = StartInfo(["up", "--data", data, "--urls", "http://127.0.0.1:0"]) });
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            cluster.process.StartInfo.Environment[parts[0]] = parts[1];
        }

        var serves = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            if (line is null) return;
            lock (cluster.log) cluster.log.AppendLine(line);
            if (line.StartsWith(ServesOn, StringComparison.Ordinal)) serves.TrySetResult(line[ServesOn.Length..]);
        }

        cluster.process.OutputDataReceived += (_, line) => Take(line.Data);
        cluster.process.ErrorDataReceived += (_, line) => Take(line.Data);
        cluster.process.EnableRaisingEvents = true;
        cluster.process.Exited += (_, _) => serves.TrySetException(new InvalidOperationException("The cluster ended before it served:\n" + cluster.Log));
        cluster.process.Start();
        cluster.process.BeginOutputReadLine();
        cluster.process.BeginErrorReadLine();
        cluster.Url = await serves.Task.WaitAsync(cancellationToken);
        cluster.Client = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        return cluster;
    }

    /// <summary>Runs one command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Kills it at once, as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "cluster.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }
}
