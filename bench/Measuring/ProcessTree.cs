using System.Globalization;

namespace Cluster.Bench;

/// <summary>Processor time and memory of the processes that this one started, and that they started, by program.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100; // the kernel's unit for these figures on every Linux

    /// <summary>Seconds of processor time so far, those of children that have ended included.</summary>
    public static IReadOnlyDictionary<string, double> CpuSeconds()
    {
        var found = new Dictionary<string, double>();
        foreach (var row in Descendants()) found[row.Name] = found.GetValueOrDefault(row.Name) + row.Seconds;
        return found;
    }

    /// <summary>MiB of memory that our own programs have now, by the name of the program's file.</summary>
    public static IReadOnlyDictionary<string, double> ResidentMiB()
    {
        var found = new Dictionary<string, double>();
        foreach (var row in Descendants())
        {
            var arguments = File.ReadAllText($"/proc/{row.Id}/cmdline").Split('\0');
            if (arguments.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal)) is not { } program) continue;
            var resident = File.ReadLines($"/proc/{row.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            found[Path.GetFileNameWithoutExtension(program)] = double.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }

        return found;
    }

    private static List<Row> Descendants()
    {
        var all = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Read).OfType<Row>().ToLookup(row => row.Parent);
        var found = new List<Row>();
        var waiting = new Stack<int>([Environment.ProcessId]);
        while (waiting.TryPop(out var parent))
        {
            foreach (var child in all[parent])
            {
                found.Add(child);
                waiting.Push(child.Id);
            }
        }

        return found;
    }

    // proc_pid_stat(5): the name stands in brackets and may hold spaces; the parent is the second field after it, times are the 12th to the 15th.
    private static Row? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var end = text.LastIndexOf(')');
            var fields = text[(end + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new Row(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..end], ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }

    private sealed record Row(int Id, int Parent, string Name, double Seconds);
}
