using System.Globalization;

namespace Cluster.Fuzzing;

/// <summary>The kernel's record of the most memory that a process held resident; Linux only, elsewhere 0.</summary>
internal static class PeakMemory
{
    /// <summary>Starts the record anew.</summary>
    public static void Reset(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux()) File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/clear_refs"), "5");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The record goes on, or the process is no more.
        }
    }

    /// <summary>The record in bytes; 0 when the process is gone.</summary>
    public static long Of(int processId)
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return 0;
            var status = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"));
            var line = status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
