using System.Diagnostics;
using Cluster.TestKit.Postgres;

namespace Cluster.Bench;

/// <summary>A silo and a gateway as real processes on a PostgreSQL database, for the time of a benchmark.</summary>
internal sealed class SiloOnPostgres : IAsyncDisposable
{
    private readonly Process silo;
    private readonly Process gateway;

    private SiloOnPostgres(Process silo, Process gateway, string url) => (this.silo, this.gateway, Url) = (silo, gateway, url);

    /// <summary>Where the gateway serves.</summary>
    public string Url { get; }

    /// <summary>Starts both and waits until they have started.</summary>
    /// <param name="database">The database.</param>
    /// <param name="data">A folder for uploads.</param>
    public static async Task<SiloOnPostgres> StartAsync(PostgresDatabase database, string data)
    {
        var silo = Start("Cluster.Silo", database, data);
        await LineAsync(silo, "Application started");
        var gateway = Start("Cluster.Gateway", database, data);
        return new SiloOnPostgres(silo, gateway, (await LineAsync(gateway, "Now listening on: ")).Trim());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process[])[gateway, silo])
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static Process Start(string program, PostgresDatabase database, string data)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, "release", program + ".dll"));
        if (!File.Exists(path)) throw new FileNotFoundException($"Build it first: dotnet build src/{program["Cluster.".Length..]} -c Release.", path);
        var start = new ProcessStartInfo("dotnet", [path]) { RedirectStandardOutput = true };
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
