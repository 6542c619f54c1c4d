using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Cluster.FeaturizerWorker.Child;

namespace Cluster.FeaturizerWorker;

/// <summary>How a child is started: pipes for all three streams and an environment of its own.</summary>
internal static class ChildStartInfo
{
    // A child reads files that nobody vouches for, so it gets none of its parent's secrets (connection strings, keys): only what a program needs to run.
    private static readonly string[] PassedOn =
    [
        "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "windir",
    ];

    public static ProcessStartInfo Create(FeaturizerCommand command, long memoryLimitBytes)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (PassedOn.Contains(name) || name.StartsWith("DOTNET_", StringComparison.Ordinal)) start.Environment[name] = (string?)variable.Value;
        }

        // The kernel's limit is a little wider than the watched one: steady growth is seen, named and ended by the watch, and only a leap between two
        // looks is stopped by the kernel, in whatever way the decoder then breaks.
        start.Environment[ResourceLimits.MemoryVariable] = (memoryLimitBytes / 4 * 5).ToString(CultureInfo.InvariantCulture);
        // The managed heap stops short of the watched limit, so that managed growth ends in an orderly error.
        start.Environment["DOTNET_GCHeapHardLimit"] = (memoryLimitBytes / 4 * 3).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_ROOT"] = FeaturizerCommand.DotnetRoot;
        // No diagnostic sockets and no debugger thread in a process that starts often.
        start.Environment.TryAdd("DOTNET_EnableDiagnostics", "0");
        return start;
    }
}
