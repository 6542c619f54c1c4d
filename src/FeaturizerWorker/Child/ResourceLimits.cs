using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>Limits that the kernel keeps for this process and whatever it starts; they hold between two looks of the parent's watch.</summary>
/// <remarks>
/// Limits are lowered for good: no code in this process can raise them again. What is resident beside the limited memory are files that are mapped
/// (the runtime, libraries), which no audio file can make grow.
/// </remarks>
internal static partial class ResourceLimits
{
    /// <summary>The variable in which a parent says how much private memory a child may have, in bytes.</summary>
    public const string MemoryVariable = "CLUSTER_CHILD_MEMORY";

    // The same numbers on Linux and macOS.
    private const int FileSize = 1;
    private const int Data = 2;
    private const int Core = 4;

    /// <summary>Sets the limits; where the system has none, the parent's watch is all there is.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsWindows()) return;
        // A crash leaves no image of the memory: catalogues with thousands of bad files would fill the disk. Nothing is ever written to a file either.
        Lower(Core, 0);
        Lower(FileSize, 0);
        // Linux counts every private writable page here, mallocs and mappings alike, from the moment it is asked for.
        var memory = Environment.GetEnvironmentVariable(MemoryVariable);
        if (OperatingSystem.IsLinux() && ulong.TryParse(memory, CultureInfo.InvariantCulture, out var bytes)) Lower(Data, bytes);
    }

    private static void Lower(int resource, ulong value)
    {
        // A lower limit that the process was started with is kept: raising it would be refused anyway.
        if (GetLimit(resource, out var limit) == 0) value = Math.Min(value, limit.Most);
        _ = SetLimit(resource, new Limit(value, value));
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    /// <summary>struct rlimit of 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Current, ulong Most);
}
