using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>Makes this process a good child: polite, quiet, and gone when its parent is.</summary>
internal static partial class ProcessGuard
{
    /// <summary>Exit code of a child that ran out of memory; the number of the system's own error.</summary>
    public const int OutOfMemoryExitCode = 12;

    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private static readonly List<PosixSignalRegistration> Signals = [];

    /// <summary>Steps behind the parent in the queue for the processor, and leaves signals that are sent to the whole group to the parent.</summary>
    public static void Apply()
    {
        using (var self = Process.GetCurrentProcess()) self.PriorityClass = ProcessPriorityClass.BelowNormal;
        // Ctrl-C and a service manager's stop reach every process of the group. The parent finishes its work first; then it closes our input.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            Signals.Add(PosixSignalRegistration.Create(signal, static context => context.Cancel = true));
        }
    }

    /// <summary>
    /// The stream to the parent. Where the system allows it, file descriptor 1 leads to standard error afterwards: a native library that prints its
    /// complaints cannot break into the protocol.
    /// </summary>
    public static Stream TakeStandardOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var copy = Dup(StandardOutput);
        if (copy < 0 || Dup2(StandardError, StandardOutput) < 0) return Console.OpenStandardOutput();
        return new FileStream(new SafeFileHandle(copy, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>Ends the process at once, whatever its other threads are stuck in.</summary>
    public static void ExitNow(int code)
    {
        if (!OperatingSystem.IsWindows()) ExitWithoutCleanup(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitWithoutCleanup(int code);
}
