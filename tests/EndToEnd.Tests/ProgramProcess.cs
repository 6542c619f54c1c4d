using System.Diagnostics;
using System.Text;

namespace Cluster.EndToEnd.Tests;

/// <summary>One of the programs as a real process, with everything that it writes.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();

    private ProgramProcess(Process process) => this.process = process;

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Everything that it wrote.</summary>
    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    /// <summary>Starts a program and returns when it writes a line that holds this text.</summary>
    /// <param name="program">The program's file beside the tests, for instance <c>cluster.dll</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Its environment: names and values with an equals sign between.</param>
    /// <param name="awaited">The text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="prefix">A command that becomes the program, with its arguments; for instance <c>ip netns exec NAME</c>.</param>
    /// <returns>The process, and what follows the text in its line.</returns>
    public static async Task<(ProgramProcess Process, string Found)> StartAsync(
        string program, IEnumerable<string> arguments, IEnumerable<string> settings, string awaited, CancellationToken cancellationToken, params string[] prefix)
    {
        var started = new ProgramProcess(new Process { StartInfo = StartInfo(program, arguments, settings, prefix), EnableRaisingEvents = true });
        var rest = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            if (line is null) return;
            lock (started.log) started.log.AppendLine(line);
            var at = line.IndexOf(awaited, StringComparison.Ordinal);
            if (at >= 0) rest.TrySetResult(line[(at + awaited.Length)..]);
        }

        started.process.OutputDataReceived += (_, line) => Take(line.Data);
        started.process.ErrorDataReceived += (_, line) => Take(line.Data);
        started.process.Exited += (_, _) => rest.TrySetException(new InvalidOperationException($"{program} ended before it wrote '{awaited}':\n{started.Log}"));
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        try
        {
            return (started, await rest.Task.WaitAsync(cancellationToken));
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(program, arguments, settings))!;
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

    /// <summary>Asks it to stop, as an orchestrator does, and waits until it is gone.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, IEnumerable<string> settings, params string[] prefix)
    {
        string[] command = [.. prefix, "dotnet", Path.Combine(AppContext.BaseDirectory, program), .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        return start;
    }
}
