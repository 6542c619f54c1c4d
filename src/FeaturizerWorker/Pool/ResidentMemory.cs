using System.Diagnostics;
using System.Globalization;

namespace Cluster.FeaturizerWorker;

/// <summary>How much memory another process holds.</summary>
internal static class ResidentMemory
{
    /// <summary>Resident bytes of a process; 0 when it is gone.</summary>
    public static long Of(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var statm = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/statm")).Split(' ');
                return statm.Length > 1 ? long.Parse(statm[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
            }

            using var process = Process.GetProcessById(processId);
            return process.WorkingSet64;
        }
        catch (Exception gone) when (gone is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
