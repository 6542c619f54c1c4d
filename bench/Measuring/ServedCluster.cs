using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>A real <c>cluster up</c> in a process of its own, on a folder of its own, for the time of a benchmark.</summary>
internal sealed class ServedCluster : IAsyncDisposable
{
    private readonly Process process;

    private ServedCluster(Process process, string folder, string url) => (this.process, Folder, Url) = (process, folder, url);

    /// <summary>A folder that goes with it.</summary>
    public string Folder { get; }

    /// <summary>Where it serves.</summary>
    public string Url { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServedCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        var process = Start(Path.Combine(folder, "data"));
        return new ServedCluster(process, folder, await ServingAddressAsync(process));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // Not referenced: Orleans and the benchmark harness need different compilers. Both are built into the same folder.
    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Cluster.Cli", "release", "cluster.dll"));

    private static Process Start(string data)
    {
        if (!File.Exists(Program)) throw new FileNotFoundException("Build the command line first: dotnet build src/Cli -c Release.", Program);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Program, "up", "--data", data, "--urls", "http://127.0.0.1:0"]) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<string> ServingAddressAsync(Process cluster)
    {
        const string ServesOn = "The cluster serves on ";
        while (await cluster.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(ServesOn, StringComparison.Ordinal)) continue;
            _ = cluster.StandardOutput.ReadToEndAsync();
            return line[ServesOn.Length..];
        }

        throw new InvalidOperationException("The cluster ended before it served.");
    }
}
