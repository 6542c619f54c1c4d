using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit.Postgres;

namespace Cluster.Bench;

/// <summary>Silos and a gateway as real processes on a PostgreSQL database, for the time of a benchmark.</summary>
internal sealed class SiloOnPostgres : IAsyncDisposable
{
    private readonly IReadOnlyList<Process> programs;

    private SiloOnPostgres(IReadOnlyList<Process> programs, string url) => (this.programs, Url) = (programs, url);

    /// <summary>Where the gateway serves.</summary>
    public string Url { get; }

    /// <summary>Starts them and waits until they have started.</summary>
    /// <param name="database">The database.</param>
    /// <param name="data">A folder for uploads.</param>
    /// <param name="pinnedSilos">Silos with one worker each, every one held to a processor of its own; 0 for one that takes what there is.</param>
    public static async Task<SiloOnPostgres> StartAsync(PostgresDatabase database, string data, int pinnedSilos = 0)
    {
        var programs = new List<Process>();
        for (var i = 0; i < Math.Max(1, pinnedSilos); i++)
        {
            programs.Add(Start("Cluster.Silo", database, data, pinnedSilos > 0 ? i : null));
            await LineAsync(programs[^1], "Application started");
        }

        programs.Add(Start("Cluster.Gateway", database, data, null));
        return new SiloOnPostgres(programs, (await LineAsync(programs[^1], "Now listening on: ")).Trim());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in programs.Reverse())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static Process Start(string program, PostgresDatabase database, string data, int? processor)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, "release", program + ".dll"));
        if (!File.Exists(path)) throw new FileNotFoundException($"Build it first: dotnet build src/{program["Cluster.".Length..]} -c Release.", path);
        string[] command = processor is { } number ? ["taskset", "-c", number.ToString(CultureInfo.InvariantCulture), "dotnet", path] : ["dotnet", path];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        if (processor is not null) start.Environment["Cluster__FeaturizerWorkers"] = "1";
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("Cluster__Catalog", "postgres"), ("Cluster__ConnectionString", database.ConnectionString), ("Cluster__DataFolder", data), ("URLS", "http://127.0.0.1:0"),
                ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            ])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> LineAsync(Process program, string awaited)
    {
        while (await program.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(awaited, StringComparison.Ordinal);
            if (at < 0) continue;
            _ = program.StandardOutput.ReadToEndAsync();
            return line[(at + awaited.Length)..];
        }

        throw new InvalidOperationException("A program ended before it served.");
    }
}
