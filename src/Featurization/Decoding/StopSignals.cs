using System.Runtime.InteropServices;

namespace Cluster.Featurization.Decoding;

/// <summary>Starts a process that the polite signals to stop do not reach; killing it still does.</summary>
/// <remarks>
/// A terminal's Ctrl-C and a service manager's stop go to every process of ours. A decoder that heeds them leaves a gap in its output before it ends,
/// while whoever reads that output may be allowed to finish. A new process inherits the signals that its parent's thread blocks.
/// </remarks>
internal static partial class StopSignals
{
    // Bit n - 1 of a set stands for signal n, on every Unix: hang up 1, interrupt 2, quit 3, terminate 15.
    private const ulong Stops = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14;
    private const int SetWords = 16; // sizeof(sigset_t) of glibc and musl; elsewhere it is less

    /// <summary>Calls a function with these signals blocked in the calling thread.</summary>
    /// <param name="start">Starts the process.</param>
    public static T Blocked<T>(Func<T> start)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return start();
        var (block, restore) = OperatingSystem.IsLinux() ? (0, 2) : (1, 3); // SIG_BLOCK, SIG_SETMASK
        Span<ulong> signals = stackalloc ulong[SetWords], before = stackalloc ulong[SetWords], unused = stackalloc ulong[SetWords];
        signals[0] = Stops;

        // It fails for a wrong first argument only.
        _ = ChangeMask(block, signals, before);
        try
        {
            return start();
        }
        finally
        {
            _ = ChangeMask(restore, before, unused);
        }
    }

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int ChangeMask(int how, ReadOnlySpan<ulong> set, Span<ulong> before);
}
