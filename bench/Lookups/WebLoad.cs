using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Bench;

/// <summary>Requests by <c>wrk</c>, which takes little of the processors that the server is measured on: each connection asks again when it has its answer.</summary>
internal static partial class WebLoad
{
    /// <summary>Requests for one address, or for many by a script in Lua.</summary>
    /// <param name="url">The address.</param>
    /// <param name="connections">Connections, one request at a time on each.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="script">The script's path; null for none.</param>
    /// <returns>Answers a second, and how long half and 99 % of them took at most.</returns>
    /// <exception cref="InvalidOperationException">wrk is not installed, or an answer was no success.</exception>
    public static async Task<Figures> RunAsync(string url, int connections, int seconds, string? script = null)
    {
        string[] arguments = ["-t1", "--latency", $"-c{connections}", $"-d{seconds}s", .. script is null ? (string[])[] : ["-s", script], url];
        using var process = Start(arguments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal) || !Rate().IsMatch(said)) throw new InvalidOperationException(said);
        return new Figures(Number(Rate().Match(said).Groups[1]), Milliseconds(said, "50%"), Milliseconds(said, "99%"));
    }

    private static double Number(Group digits) => double.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(string said, string share)
    {
        var match = Latency().Matches(said).FirstOrDefault(row => row.Groups[1].Value == share) ?? throw new InvalidOperationException(said);
        return Number(match.Groups[2]) * match.Groups[3].Value switch
        {
            "us" => 0.001,
            "ms" => 1,
            _ => 1000,
        };
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("wrk makes the load and is not installed: apt-get install wrk.");
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"^\s+(50%|99%)\s+([0-9.]+)(us|ms|s)\s*$", RegexOptions.Multiline)]
    private static partial Regex Latency();

    /// <summary>What it measured.</summary>
    /// <param name="PerSecond">Answers a second.</param>
    /// <param name="P50">Median time to an answer in ms.</param>
    /// <param name="P99">99th percentile in ms.</param>
    internal sealed record Figures(double PerSecond, double P50, double P99);
}
