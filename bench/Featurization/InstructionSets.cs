using System.Diagnostics;
using System.Globalization;

namespace Cluster.Bench;

/// <summary>Prints the stages with and without AVX-512, each in a process of its own, and the ratios.</summary>
internal static class InstructionSets
{
    /// <summary>Measures the stages whose names hold a text.</summary>
    /// <param name="filter">The text; empty for all.</param>
    public static void Run(string filter)
    {
        var all = Measure(filter, null);
        var without = Measure(filter, "DOTNET_EnableAVX512");
        Console.WriteLine($"{"ms of CPU for 30 s",-34}{"all sets",10}{"no AVX-512",12}{"ratio",8}");
        foreach (var (name, ms) in all)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{ms,10:F3}{without[name],12:F3}{without[name] / ms,8:F2}"));
    }

    private static Dictionary<string, double> Measure(string filter, string? disabled)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["stages", filter]) { RedirectStandardOutput = true };
        if (disabled is not null) start.Environment[disabled] = "0";
        using var child = Process.Start(start)!;
        var lines = child.StandardOutput.ReadToEnd().Split('\n');
        child.WaitForExit();
        return lines
            .Select(line => line.Split(" ms of CPU"))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0][..Stages.NameWidth].TrimEnd(), parts => double.Parse(parts[0][Stages.NameWidth..], CultureInfo.InvariantCulture));
    }
}
